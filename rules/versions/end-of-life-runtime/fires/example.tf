resource "aws_lambda_function" "resize" {
  function_name = "resize"
  runtime       = "python3.7" # expect: end-of-life-runtime warning
  handler       = "main.handler"
}
