variable "name" {
  description = "Prefix of all names: buckets <name>-raw, <name>-curated, <name>-results; roles <name>-ingest and so on."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$", var.name))
    error_message = "A name has 1 to 32 small letters, digits and hyphens, and begins and ends with a letter or digit."
  }
}

variable "buckets" {
  description = "Names of the three buckets where <name>-raw, <name>-curated and <name>-results do not suit: they are unique in all of AWS."
  type = object({
    raw     = optional(string)
    curated = optional(string)
    results = optional(string)
  })
  default = {}

  validation {
    condition     = alltrue([for bucket in values(var.buckets) : bucket == null || can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", bucket))])
    error_message = "A bucket's name has 3 to 63 small letters, digits, dots and hyphens."
  }

  validation {
    condition     = length(distinct(compact(values(var.buckets)))) == length(compact(values(var.buckets)))
    error_message = "The three buckets are three: give each its own name."
  }
}

variable "release" {
  description = "Name of the Helm release: its service accounts may take the roles."
  type        = string
  default     = "tarn"

  validation {
    condition     = can(regex("^[a-z0-9]([a-z0-9-]{0,51}[a-z0-9])?$", var.release))
    error_message = "A release's name has 1 to 53 small letters, digits and hyphens."
  }
}

variable "namespace" {
  description = "Kubernetes namespace of the release."
  type        = string
  default     = "tarn"

  validation {
    condition     = can(regex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", var.namespace))
    error_message = "A namespace's name has 1 to 63 small letters, digits and hyphens."
  }
}

variable "oidc_provider_arn" {
  description = "ARN of the cluster's IAM OIDC provider, as arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/0123."
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:oidc-provider/[^*?]+$", var.oidc_provider_arn))
    error_message = "Give the ARN of an IAM OIDC provider: arn:aws:iam::<account>:oidc-provider/<issuer without https://>."
  }
}

variable "permissions_boundary_arn" {
  description = "ARN of a policy that bounds the roles; null for none."
  type        = string
  default     = null
}

variable "kms_key_arn" {
  description = "ARN of a KMS key for the buckets and the queue; null for S3's own keys (SSE-S3)."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "Give a key's ARN (arn:aws:kms:<region>:<account>:key/<id>), not an alias."
  }
}

variable "result_days" {
  description = "Days after which objects of the results bucket go. The query service deletes results itself after tarn.query.result-retention (7 days): this is what catches the rest."
  type        = number
  default     = 8

  validation {
    condition     = var.result_days >= 1 && floor(var.result_days) == var.result_days
    error_message = "At least one whole day."
  }
}

variable "noncurrent_days" {
  description = "Days for which overwritten and deleted objects of the raw and curated buckets can still be brought back. Erasure of a person's data is complete only after them."
  type        = number
  default     = 30

  validation {
    condition     = var.noncurrent_days >= 1 && floor(var.noncurrent_days) == var.noncurrent_days
    error_message = "At least one whole day."
  }
}

variable "incomplete_upload_days" {
  description = "Days after which parts of uploads that were never completed go."
  type        = number
  default     = 3

  validation {
    condition     = var.incomplete_upload_days >= 1 && floor(var.incomplete_upload_days) == var.incomplete_upload_days
    error_message = "At least one whole day."
  }
}

variable "glue_database" {
  description = "Name of the Glue database; null for <name> with underscores."
  type        = string
  default     = null

  validation {
    condition     = var.glue_database == null || can(regex("^[a-z0-9_]{1,255}$", var.glue_database))
    error_message = "A database's name has small letters, digits and underscores."
  }
}

variable "athena_bytes_scanned_cutoff" {
  description = "Bytes that one Athena query may scan before it is cancelled."
  type        = number
  default     = 1099511627776

  validation {
    condition     = var.athena_bytes_scanned_cutoff >= 10000000
    error_message = "Athena wants at least 10000000 bytes (10 MB)."
  }
}

variable "event_queue" {
  description = "Whether objects created in the raw bucket, below event_prefix, are told to an SQS queue that the ingest service's role may read."
  type        = bool
  default     = false
}

variable "event_prefix" {
  description = "Key prefix of the objects that are told to the queue. Uploads through the API (uploads/) need no event."
  type        = string
  default     = "in/"

  validation {
    condition     = !startswith("uploads/", var.event_prefix) && !startswith(var.event_prefix, "uploads/")
    error_message = "The prefix must not take in uploads/, which the ingest service writes itself."
  }
}

variable "destroyable" {
  description = "Whether terraform destroy may delete buckets that still hold objects. For trials only."
  type        = bool
  default     = false
}

variable "tags" {
  description = "Tags of all resources."
  type        = map(string)
  default     = {}
}
