variable "name" {
  description = "The name of the stack, and of the topic of alarms."
  type        = string
  default     = "gumshoe"
}

variable "image" {
  description = "The image of Gumshoe, by digest."
  type        = string
}

variable "secret_arn" {
  description = "A secret of Secrets Manager: a JSON object with the keys of docs/deploy.md."
  type        = string
}

variable "vpc_id" {
  description = "The network of the containers."
  type        = string
}

variable "subnet_ids" {
  description = "Subnets of the containers, in two zones, with a way out to the internet."
  type        = list(string)
}

variable "public_ip" {
  description = "Whether the containers need public addresses, because these subnets have no NAT gateway."
  type        = bool
  default     = false
}

variable "public_url" {
  description = "The public address, such as https://gumshoe.example.com; empty: it has none, and reads a queue instead."
  type        = string
  default     = ""
}

variable "public_subnet_ids" {
  description = "With public_url: subnets of the load balancer."
  type        = list(string)
  default     = []
}

variable "certificate_arn" {
  description = "With public_url: the certificate of its name."
  type        = string
  default     = ""
}

variable "sign_in_links" {
  description = "With public_url: on, so that people sign in to the page with links from the chat."
  type        = string
  default     = ""
}

variable "two_persons" {
  description = "on, so that changes in AWS wait for a second person."
  type        = string
  default     = ""
}

variable "otel_exporter_otlp_endpoint" {
  description = "Where traces of Gumshoe itself are sent."
  type        = string
  default     = ""
}

variable "watch_email" {
  description = "Who is told if Gumshoe itself is away; the address has to confirm."
  type        = string
}

variable "slack_channel" {
  description = "The id of the Slack channel where alarms go."
  type        = string
  default     = ""
}

variable "teams_channel" {
  description = "The id of the Teams channel where alarms go."
  type        = string
  default     = ""
}

variable "teams_app_id" {
  description = "The app id of the Teams bot."
  type        = string
  default     = ""
}

variable "teams_tenant_id" {
  description = "The tenant of the Teams bot."
  type        = string
  default     = ""
}

variable "oidc_issuer" {
  description = "The OpenID provider where people sign in to the page."
  type        = string
  default     = ""
}

variable "oidc_client_id" {
  description = "Gumshoe's client id at that provider."
  type        = string
  default     = ""
}

variable "accounts" {
  description = "More accounts, as in docs/settings.md."
  type        = string
  default     = ""
}

variable "viewers" {
  description = "Who may read, as in docs/roles.md."
  type        = string
  default     = ""
}

variable "responders" {
  description = "Who may decide."
  type        = string
  default     = ""
}

variable "operators" {
  description = "Who may search logs and type SQL."
  type        = string
  default     = ""
}

variable "admins" {
  description = "Who may change AWS."
  type        = string
  default     = ""
}

variable "tags" {
  description = "Tags of everything that can have tags."
  type        = map(string)
  default     = {}
}
