# OpenTofu: the block declares what it names, and nothing outside can name it.
variable "passphrase" { type = string }

terraform {
  encryption {
    key_provider "pbkdf2" "passphrase" {
      passphrase = var.passphrase
    }
    method "aes_gcm" "sealed" {
      keys = key_provider.pbkdf2.passphrase
    }
    state {
      method = method.aes_gcm.sealed
    }
  }
}
