//go:build tools

// Package tools pins the Node language host. v3.68.0 is its last release as a public Go module;
// since then it is built inside Pulumi's repository only. It speaks the same protocol to 3.259.0.
package tools

import (
	_ "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs"
)
