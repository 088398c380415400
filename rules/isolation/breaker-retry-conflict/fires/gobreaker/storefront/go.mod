module example.com/storefront

go 1.23

require (
	github.com/avast/retry-go/v4 v4.6.0
	github.com/sony/gobreaker v1.0.0
)
