// Package stock is in both programs, and each has a server of its own: one client, one finding.
package stock

import (
	"net/http"
	"os"
)

func Count(item string) (*http.Response, error) {
	return http.Get(os.Getenv("STOCK_URL") + item) // expect: missing-timeout error
}
