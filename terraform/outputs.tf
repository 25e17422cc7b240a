output "helm_values" {
  description = "The chart's values that follow from these resources, as YAML: terraform output -raw helm_values > values-aws.yaml"
  value = yamlencode({
    store = {
      region  = data.aws_region.current.name
      buckets = { for key, bucket in aws_s3_bucket.lake : key => bucket.id }
    }
    serviceAccount = {
      annotations = {
        for key, role in aws_iam_role.service : key => { "eks.amazonaws.com/role-arn" = role.arn }
      }
    }
  })
}

output "buckets" {
  description = "Names of the buckets raw, curated and results."
  value       = { for key, bucket in aws_s3_bucket.lake : key => bucket.id }
}

output "role_arns" {
  description = "ARNs of the roles of ingest, catalog and query."
  value       = { for key, role in aws_iam_role.service : key => role.arn }
}

output "service_accounts" {
  description = "The service accounts that may take the roles, as namespace/name."
  value       = { for key, account in local.service_accounts : key => "${var.namespace}/${account}" }
}

output "glue_database" {
  description = "Name of the Glue database."
  value       = aws_glue_catalog_database.lake.name
}

output "athena_work_group" {
  description = "Name of the Athena work group."
  value       = aws_athena_workgroup.lake.name
}

output "event_queue_url" {
  description = "Address of the queue that is told of new objects; null without event_queue."
  value       = one(aws_sqs_queue.events[*].url)
}
