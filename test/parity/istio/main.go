// Istio's own translator, as a filter: a line of JSON in is a mesh and the proxies that ask, a line of JSON out is what
// Istio generates for each. It is the oracle that xdsim's translation is compared with, see ../README.md.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"istio.io/istio/pkg/log"
)

// A line in. Objects and kubernetes are YAML documents; mesh is a MeshConfig, as YAML.
type question struct {
	Objects    []string `json:"objects"`
	Kubernetes []string `json:"kubernetes"`
	Mesh       string   `json:"mesh"`
	Proxies    []proxy  `json:"proxies"`
}

// A proxy that asks.
type proxy struct {
	Namespace string            `json:"namespace"`
	Labels    map[string]string `json:"labels"`
	IP        string            `json:"ip"`
	Locality  string            `json:"locality"`
	Router    bool              `json:"router"`
}

// A line out: either what Istio refuses, or a translation for each proxy in the order of the question.
type answer struct {
	Refused      []refusal     `json:"refused,omitempty"`
	Failed       string        `json:"failed,omitempty"`
	Translations []translation `json:"translations,omitempty"`
}

type refusal struct {
	Index  int    `json:"index"`
	Reason string `json:"reason"`
}

func main() {
	for _, scope := range log.Scopes() {
		scope.SetOutputLevel(log.NoneLevel)
	}
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), 64<<20)
	out := bufio.NewWriter(os.Stdout)
	for in.Scan() {
		var q question
		var a answer
		if err := json.Unmarshal(in.Bytes(), &q); err != nil {
			a.Failed = err.Error()
		} else {
			a = ask(q)
		}
		line, err := json.Marshal(a)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		out.Write(line)
		out.WriteByte('\n')
		out.Flush()
	}
	if err := in.Err(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
