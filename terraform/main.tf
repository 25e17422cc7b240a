data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

locals {
  tags = merge({ "app.kubernetes.io/part-of" = "tarn", "tarn/lake" = var.name }, var.tags)

  buckets = {
    raw     = coalesce(var.buckets.raw, "${var.name}-raw")
    curated = coalesce(var.buckets.curated, "${var.name}-curated")
    results = coalesce(var.buckets.results, "${var.name}-results")
  }

  # the chart's names (helm/tarn/templates/_helpers.tpl: tarn.name and tarn.part)
  fullname = trimsuffix(substr(strcontains(var.release, "tarn") ? var.release : "${var.release}-tarn", 0, 40), "-")
  services = {
    ingest  = "ingest-service"
    catalog = "catalog-service"
    query   = "query-service"
  }
  service_accounts = { for key, app in local.services : key => "${local.fullname}-${app}" }
}
