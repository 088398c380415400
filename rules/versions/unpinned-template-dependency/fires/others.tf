module "branch" { # expect: unpinned-template-dependency
  source = "git::https://git.example/modules/cache.git?ref=main" # expect: unpinned-template-dependency
}

module "nothing" {
  source = "github.com/example/cache" # expect: unpinned-template-dependency
}

resource "random_id" "suffix" { # expect: unpinned-template-dependency info
  byte_length = 4
}
