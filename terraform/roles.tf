locals {
  issuer = regex("oidc-provider/(.+)$", var.oidc_provider_arn)[0]

  # What each service does, bucket by bucket:
  #   ingest   receives into raw/uploads, and reads what events tell it of; writes data files,
  #            manifests and manifest lists, and takes back those of a commit that failed
  #   catalog  writes metadata files, reads all of a table, removes dropped tables
  #   query    reads tables; keeps and expires results
  put        = ["s3:PutObject", "s3:AbortMultipartUpload"]
  everything = concat(local.put, ["s3:GetObject", "s3:DeleteObject"])
  grants = {
    ingest = concat(
      [
        { bucket = "raw", keys = "uploads/*", actions = local.everything },
        { bucket = "curated", keys = "*", actions = local.everything },
      ],
      var.event_queue ? [{ bucket = "raw", keys = "${var.event_prefix}*", actions = ["s3:GetObject"] }] : [],
    )
    catalog = [
      { bucket = "curated", keys = "*", actions = local.everything },
    ]
    query = [
      { bucket = "curated", keys = "*", actions = ["s3:GetObject"] },
      { bucket = "results", keys = "*", actions = local.everything },
    ]
  }

  # buckets whose HEAD and listing they are allowed
  lists = {
    ingest  = ["raw", "curated"]
    catalog = ["curated"]
    query   = ["curated", "results"]
  }
}

data "aws_iam_policy_document" "trust" {
  for_each = local.service_accounts

  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [var.oidc_provider_arn]
    }
    condition {
      test     = "StringEquals"
      variable = "${local.issuer}:sub"
      values   = ["system:serviceaccount:${var.namespace}:${each.value}"]
    }
    condition {
      test     = "StringEquals"
      variable = "${local.issuer}:aud"
      values   = ["sts.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "service" {
  for_each = local.service_accounts

  dynamic "statement" {
    for_each = local.grants[each.key]
    content {
      actions   = statement.value.actions
      resources = ["${aws_s3_bucket.lake[statement.value.bucket].arn}/${statement.value.keys}"]
    }
  }

  # a HEAD of the bucket tells readiness, and a GET of what is not there answers 404, not 403
  statement {
    sid       = "Buckets"
    actions   = ["s3:ListBucket"]
    resources = [for bucket in local.lists[each.key] : aws_s3_bucket.lake[bucket].arn]
  }

  dynamic "statement" {
    for_each = var.kms_key_arn == null ? [] : [var.kms_key_arn]
    content {
      sid       = "Key"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
      resources = [statement.value]
    }
  }

  dynamic "statement" {
    for_each = each.key == "ingest" ? aws_sqs_queue.events[*].arn : []
    content {
      sid       = "Events"
      actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"]
      resources = [statement.value]
    }
  }
}

resource "aws_iam_role" "service" {
  for_each = local.service_accounts

  name                 = "${var.name}-${each.key}"
  description          = "The service account ${var.namespace}/${each.value}"
  assume_role_policy   = data.aws_iam_policy_document.trust[each.key].json
  permissions_boundary = var.permissions_boundary_arn
  tags                 = local.tags
}

resource "aws_iam_role_policy" "service" {
  for_each = local.service_accounts

  name   = "lake"
  role   = aws_iam_role.service[each.key].id
  policy = data.aws_iam_policy_document.service[each.key].json
}
