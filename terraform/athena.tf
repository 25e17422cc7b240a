resource "aws_glue_catalog_database" "lake" {
  name         = coalesce(var.glue_database, replace(var.name, "-", "_"))
  description  = "Tables of the lake ${var.name}"
  location_uri = "s3://${aws_s3_bucket.lake["curated"].id}/"
  tags         = local.tags
}

resource "aws_athena_workgroup" "lake" {
  name          = var.name
  description   = "Queries of the lake ${var.name}"
  force_destroy = var.destroyable
  tags          = local.tags

  configuration {
    enforce_workgroup_configuration    = true
    publish_cloudwatch_metrics_enabled = true
    bytes_scanned_cutoff_per_query     = var.athena_bytes_scanned_cutoff

    result_configuration {
      output_location = "s3://${aws_s3_bucket.lake["results"].id}/athena/"

      encryption_configuration {
        encryption_option = var.kms_key_arn == null ? "SSE_S3" : "SSE_KMS"
        kms_key_arn       = var.kms_key_arn
      }
    }
  }
}
