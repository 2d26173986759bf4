//go:build tools

// Package tools pins the Pulumi CLI, so that go.mod and go.sum name every module the build takes.
package tools

import (
	_ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
)
