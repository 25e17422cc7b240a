resource "aws_sqs_queue" "undelivered" {
  count = var.event_queue ? 1 : 0

  name                              = "${var.name}-raw-events-undelivered"
  message_retention_seconds         = 1209600
  sqs_managed_sse_enabled           = var.kms_key_arn == null ? true : null
  kms_master_key_id                 = var.kms_key_arn
  kms_data_key_reuse_period_seconds = var.kms_key_arn == null ? null : 3600
  tags                              = local.tags
}

resource "aws_sqs_queue" "events" {
  count = var.event_queue ? 1 : 0

  name                              = "${var.name}-raw-events"
  message_retention_seconds         = 1209600
  visibility_timeout_seconds        = 120
  receive_wait_time_seconds         = 20
  sqs_managed_sse_enabled           = var.kms_key_arn == null ? true : null
  kms_master_key_id                 = var.kms_key_arn
  kms_data_key_reuse_period_seconds = var.kms_key_arn == null ? null : 3600
  tags                              = local.tags

  lifecycle {
    # a resource of its own, below
    ignore_changes = [redrive_policy]
  }
}

resource "aws_sqs_queue_redrive_policy" "events" {
  count = var.event_queue ? 1 : 0

  queue_url = aws_sqs_queue.events[0].id
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.undelivered[0].arn
    maxReceiveCount     = 10
  })
}

data "aws_iam_policy_document" "events" {
  count = var.event_queue ? 1 : 0

  statement {
    sid       = "RawBucketOnly"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.events[0].arn]

    principals {
      type        = "Service"
      identifiers = ["s3.amazonaws.com"]
    }
    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_s3_bucket.lake["raw"].arn]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }

  statement {
    sid       = "TlsOnly"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.events[0].arn]

    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_sqs_queue_policy" "events" {
  count = var.event_queue ? 1 : 0

  queue_url = aws_sqs_queue.events[0].id
  policy    = data.aws_iam_policy_document.events[0].json

  # one setting of the queue after the other
  depends_on = [aws_sqs_queue_redrive_policy.events]
}

resource "aws_s3_bucket_notification" "raw" {
  count = var.event_queue ? 1 : 0

  bucket = aws_s3_bucket.lake["raw"].id

  queue {
    queue_arn     = aws_sqs_queue.events[0].arn
    events        = ["s3:ObjectCreated:*"]
    filter_prefix = var.event_prefix
  }

  depends_on = [aws_sqs_queue_policy.events]
}
