output "topic_arn" {
  description = "The topic of alarms: the action of your alarms."
  value       = aws_cloudformation_stack.gumshoe.outputs["TopicArn"]
}

output "role_arn" {
  description = "The role that Gumshoe runs as, which roles of other accounts trust."
  value       = aws_cloudformation_stack.gumshoe.outputs["RoleArn"]
}

output "table_name" {
  description = "The table, which outlives the stack."
  value       = aws_cloudformation_stack.gumshoe.outputs["TableName"]
}

output "address" {
  description = "Where the public name points (CNAME); null without public_url."
  value       = lookup(aws_cloudformation_stack.gumshoe.outputs, "Address", null)
}
