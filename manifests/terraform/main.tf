# Gumshoe as a module. It deploys manifests/aws/template.yaml, so that there is one description of it.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

locals {
  parameters = {
    Image           = var.image
    SecretArn       = var.secret_arn
    VpcId           = var.vpc_id
    SubnetIds       = join(",", var.subnet_ids)
    PublicIp        = var.public_ip ? "ENABLED" : "DISABLED"
    PublicUrl       = var.public_url
    SignInLinks     = var.sign_in_links
    TwoPersons      = var.two_persons

    OtelExporterOtlpEndpoint = var.otel_exporter_otlp_endpoint

    PublicSubnetIds = join(",", var.public_subnet_ids)
    CertificateArn  = var.certificate_arn
    WatchEmail      = var.watch_email
    SlackChannel    = var.slack_channel
    TeamsChannel    = var.teams_channel
    TeamsAppId      = var.teams_app_id
    TeamsTenantId   = var.teams_tenant_id
    OidcIssuer      = var.oidc_issuer
    OidcClientId    = var.oidc_client_id
    Accounts        = var.accounts
    Viewers         = var.viewers
    Responders      = var.responders
    Operators       = var.operators
    Admins          = var.admins
  }
}

resource "aws_cloudformation_stack" "gumshoe" {
  name          = var.name
  template_body = file("${path.module}/../aws/template.yaml")
  parameters    = local.parameters
  capabilities  = ["CAPABILITY_IAM"]
  tags          = var.tags
}
