{{/* The release's name in all objects: at most 40 characters, so that a service's name still fits. */}}
{{- define "tarn.name" -}}
{{- if contains "tarn" .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ else }}{{ printf "%s-tarn" .Release.Name | trunc 40 | trimSuffix "-" }}{{ end }}
{{- end }}

{{/* The name of a part's objects: a list of the context and the part. */}}
{{- define "tarn.part" -}}
{{ include "tarn.name" (index . 0) }}-{{ index . 1 }}
{{- end }}

{{/* Labels that never change: they select pods. */}}
{{- define "tarn.selector" -}}
app.kubernetes.io/name: {{ index . 1 }}
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
{{- end }}

{{- define "tarn.labels" -}}
{{ include "tarn.selector" . }}
app.kubernetes.io/part-of: tarn
app.kubernetes.io/version: {{ (index . 0).Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
helm.sh/chart: {{ (index . 0).Chart.Name }}-{{ (index . 0).Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "tarn.image" -}}
{{- $v := (index . 0).Values.image -}}
{{ required "image.repository: say where the images are, e.g. registry.example.org/tarn" $v.repository }}/{{ index . 1 }}:{{ default (index . 0).Chart.AppVersion $v.tag }}
{{- end }}

{{/* The four services: key in values, application name, database role, the setting of a folder for work, and
     the services that it calls. */}}
{{- define "tarn.services" -}}
gateway: {app: viz-gateway, role: viz, calls: [ingest, catalog, query]}
ingest: {app: ingest-service, role: ingest, folder: tarn.load.folder, calls: [catalog]}
catalog: {app: catalog-service, role: catalog}
query: {app: query-service, role: query, folder: tarn.query.folder, calls: [catalog]}
{{- end }}

{{/* Names of Secrets: given by reference, or the release's own. */}}
{{- define "tarn.secret.identity" -}}{{ .Values.identity.secret | default (printf "%s-identity" (include "tarn.name" .)) }}{{- end }}
{{- define "tarn.secret.bootstrap" -}}{{ .Values.bootstrap.secret | default (printf "%s-bootstrap" (include "tarn.name" .)) }}{{- end }}
{{- define "tarn.secret.tls" -}}{{ .Values.tls.secret | default (printf "%s-tls" (include "tarn.name" .)) }}{{- end }}
{{- define "tarn.secret.database" -}}
{{- if .Values.trial.enabled }}{{ include "tarn.name" . }}-postgres{{ else }}{{ required "database.secret: name the Secret with the passwords of the roles ingest, catalog, query and viz" .Values.database.secret }}{{ end }}
{{- end }}
{{- define "tarn.secret.store" -}}
{{- if .Values.trial.enabled }}{{ include "tarn.name" . }}-objects{{ else }}{{ .Values.store.secret }}{{ end }}
{{- end }}

{{- define "tarn.scheme" -}}{{ .Values.tls.enabled | ternary "https" "http" }}{{- end }}
{{- define "tarn.port" -}}{{ .Values.tls.enabled | ternary 8443 8080 }}{{- end }}

{{/* The driver looks for authorities in a file of its own, unless it is told to take the JRE's. */}}
{{- define "tarn.database.url" -}}
{{- $url := .Values.database.url -}}
{{- if .Values.trial.enabled }}jdbc:postgresql://{{ include "tarn.name" . }}-postgres:5432/tarn
{{- else }}{{ required "database.url: the JDBC address of a PostgreSQL" $url }}
{{- if and (contains "sslmode=verify" $url) (not (regexMatch "[?&](sslrootcert|sslfactory)=" $url)) }}&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory{{ end }}
{{- end }}
{{- end }}
{{- define "tarn.store.endpoint" -}}
{{- if .Values.trial.enabled }}http://{{ include "tarn.name" . }}-objects:9000{{ else }}{{ .Values.store.endpoint }}{{ end }}
{{- end }}
{{- define "tarn.bucket" -}}
{{- $b := index (index . 0).Values.store.buckets (index . 1) -}}
{{- if and (index . 0).Values.trial.enabled (not $b) }}{{ index . 1 }}{{ else }}{{ required (printf "store.buckets.%s: name the bucket" (index . 1)) $b }}{{ end }}
{{- end }}

{{- define "tarn.pod.security" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end }}
{{- define "tarn.container.security" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{- define "tarn.pod.common" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.pods.nodeSelector }}
nodeSelector: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.pods.tolerations }}
tolerations: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.pods.affinity }}
affinity: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.pods.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end }}

{{/* Bytes of a quantity with a binary suffix. */}}
{{- define "tarn.bytes" -}}
{{- if hasSuffix "Gi" . }}{{ mul (trimSuffix "Gi" . | int64) 1073741824 }}
{{- else if hasSuffix "Mi" . }}{{ mul (trimSuffix "Mi" . | int64) 1048576 }}
{{- else }}{{ . }}{{ end }}
{{- end }}

{{/* Secrets of the release's own and their random parts: the provision Job fills in what is missing, and never
     changes what is there. */}}
{{- define "tarn.own" -}}
{{- if not .Values.identity.secret }}
identity: []
{{- end }}
{{- if and .Values.bootstrap.enabled (not .Values.bootstrap.secret) }}
bootstrap: [key]
{{- end }}
{{- if .Values.trial.enabled }}
postgres: [ingest, catalog, query, viz]
objects: [access-key, secret-key]
{{- end }}
{{- end }}

{{/* Authorities beyond the JRE's: an init container makes a key store of both for the containers of its pod. */}}
{{- define "tarn.trust.init" -}}
{{- if .Values.trust.configMap }}
initContainers:
  - name: trust
    image: {{ include "tarn.image" (list . "support") | quote }}
    imagePullPolicy: {{ .Values.image.pullPolicy }}
    args: [trust, --certificates=/etc/tarn/authorities/ca.crt, --into=/etc/tarn/trust/authorities.p12]
    securityContext: {{- include "tarn.container.security" . | nindent 6 }}
    resources:
      requests: {cpu: 50m, memory: 96Mi}
      limits: {memory: 192Mi}
    volumeMounts:
      - {name: tmp, mountPath: /tmp}
      - {name: authorities, mountPath: /etc/tarn/authorities, readOnly: true}
      - {name: trust, mountPath: /etc/tarn/trust}
{{- end }}
{{- end }}
{{- define "tarn.trust.options" -}}
{{- if .Values.trust.configMap -}}
-Djavax.net.ssl.trustStore=/etc/tarn/trust/authorities.p12 -Djavax.net.ssl.trustStorePassword=changeit
{{- end }}
{{- end }}
{{- define "tarn.trust.volumes" -}}
{{- if .Values.trust.configMap }}
- name: authorities
  configMap:
    name: {{ .Values.trust.configMap }}
    items: [{key: ca.crt, path: ca.crt}]
- name: trust
  emptyDir: {sizeLimit: 16Mi}
{{- end }}
{{- end }}
