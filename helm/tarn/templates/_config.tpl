{{/* The settings of one service, as the properties file that it reads: docs/configuration.md names all keys. */}}
{{- define "tarn.config" -}}
{{- $ := index . 0 }}{{ $key := index . 1 }}{{ $service := index . 2 }}
{{- $v := index $.Values.services $key }}
{{- $base := printf "%s://%s" (include "tarn.scheme" $) (include "tarn.name" $) }}
{{- $port := include "tarn.port" $ -}}
quarkus.http.host=0.0.0.0
quarkus.http.port=8080
quarkus.management.host=0.0.0.0
quarkus.management.port=9000
quarkus.log.console.json.enabled=true
quarkus.shutdown.delay={{ $.Values.pods.drainSeconds }}S
quarkus.shutdown.timeout={{ $.Values.pods.shutdownSeconds }}S
tarn.production={{ $.Values.production }}
tarn.database.url={{ include "tarn.database.url" $ }}
tarn.database.user={{ $service.role }}
{{- if ne $key "gateway" }}
{{- with include "tarn.store.endpoint" $ }}
tarn.s3.endpoint={{ . }}
tarn.s3.path-style=true
{{- end }}
tarn.s3.region={{ $.Values.store.region }}
{{- if and (ne $key "catalog") (not (include "tarn.secret.store" $)) }}
tarn.s3.credentials=default
{{- end }}
{{- range list "raw" "curated" "results" }}
tarn.buckets.{{ . }}={{ include "tarn.bucket" (list $ .) }}
{{- end }}
{{- end }}
{{- range $service.calls }}
tarn.{{ . }}.url={{ $base }}-{{ . }}-service:{{ $port }}
{{- end }}
tarn.identity.private-key=/etc/tarn/identity/private.jwk
tarn.identity.trusted-keys=/etc/tarn/identity/trusted.jwks
{{- if $.Values.tls.enabled }}
quarkus.http.ssl-port=8443
quarkus.http.insecure-requests=disabled
quarkus.http.tls-configuration-name=pods
quarkus.tls.pods.key-store.pem.pod.cert=/etc/tarn/tls/tls.crt
quarkus.tls.pods.key-store.pem.pod.key=/etc/tarn/tls/tls.key
quarkus.tls.pods.trust-store.pem.certs=/etc/tarn/tls/ca.crt
quarkus.tls.pods.reload-period=1H
tarn.tls.configuration=pods
{{- end }}
{{- with $.Values.monitoring.traces.endpoint }}
quarkus.otel.sdk.disabled=false
quarkus.otel.exporter.otlp.endpoint={{ . }}
{{- end }}
{{- with $service.folder }}
{{ . }}=/var/lib/tarn/work
{{- end }}
{{- if eq $key "query" }}
{{- with $v.memory }}
tarn.query.memory-bytes={{ include "tarn.bytes" . }}
{{- end }}
{{- with $v.threads }}
tarn.query.threads={{ . }}
{{- end }}
{{- end }}
{{- if eq $key "gateway" }}
{{- if $.Values.bootstrap.enabled }}
tarn.bootstrap.key-file=/etc/tarn/bootstrap/key
{{- end }}
{{- with $.Values.oidc.issuer }}
quarkus.oidc.tenant-enabled=true
quarkus.oidc.auth-server-url={{ . }}
quarkus.oidc.client-id={{ required "oidc.clientId: the client that tokens are issued for" $.Values.oidc.clientId }}
quarkus.oidc.roles.role-claim-path={{ $.Values.oidc.rolesClaim }}
{{- with $.Values.oidc.page }}
tarn.oidc.page={{ . }}
{{- end }}
{{- end }}
{{- end }}
{{- range $name, $value := merge dict ($v.settings | default dict) $.Values.settings }}
{{ $name }}={{ $value }}
{{- end }}
{{- end }}
