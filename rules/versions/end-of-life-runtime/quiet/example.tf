resource "aws_lambda_function" "resize" {
  function_name = "resize"
  runtime       = "python3.13"
  handler       = "main.handler"
}
