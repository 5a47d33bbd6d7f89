package main

import (
	"fmt"
	"strings"
	"time"

	core "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"

	"istio.io/istio/pilot/pkg/config/kube/crd"
	"istio.io/istio/pilot/pkg/model"
	labelutil "istio.io/istio/pilot/pkg/serviceregistry/util/label"
	"istio.io/istio/pilot/test/xds"
	"istio.io/istio/pkg/config"
	"istio.io/istio/pkg/config/mesh"
	"istio.io/istio/pkg/test"
)

// ask sets up a discovery server in memory that holds the mesh, and asks it for each proxy.
func ask(q question) (a answer) {
	configs, refused := read(q.Objects)
	if len(refused) > 0 {
		return answer{Refused: refused}
	}
	settings, err := mesh.ApplyMeshConfigDefaults(q.Mesh)
	if err != nil {
		return answer{Failed: "the mesh's settings: " + err.Error()}
	}
	// A panic of Istio's is an answer too: it must not end the others.
	err = test.Wrap(func(t test.Failer) {
		defer func() {
			if p := recover(); p != nil {
				t.Fatalf("Istio panics: %v", p)
			}
		}()
		server := xds.NewFakeDiscoveryServer(t, xds.FakeOptions{
			Configs:                configs,
			KubernetesObjectString: strings.Join(q.Kubernetes, "\n---\n"),
			MeshConfig:             settings,
		})
		server.EnsureSynced(t)
		for _, p := range q.Proxies {
			a.Translations = append(a.Translations, translate(server, p.asIstio(server)))
		}
	})
	if err != nil {
		return answer{Failed: err.Error()}
	}
	return a
}

// read has Istio's admission judge each object. Objects without a time were all made in the same second, as by one kubectl apply.
func read(objects []string) (configs []config.Config, refused []refusal) {
	applied := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for i, text := range objects {
		parsed, others, err := crd.ParseInputs(text)
		if err == nil && len(others) > 0 {
			err = fmt.Errorf("unknown kind %s", others[0].Kind)
		}
		if err != nil {
			refused = append(refused, refusal{i, err.Error()})
			continue
		}
		for _, c := range parsed {
			if c.Namespace == "" {
				c.Namespace = "default"
			}
			// Short names are completed with it; a cluster's objects have it from the client that reads them.
			c.Domain = "cluster.local"
			if c.CreationTimestamp.IsZero() {
				c.CreationTimestamp = applied
			}
			configs = append(configs, c)
		}
	}
	return configs, refused
}

func (p proxy) asIstio(server *xds.FakeDiscoveryServer) *model.Proxy {
	address := p.IP
	if address == "" {
		// An address that no workload has: the proxy is a client only.
		address = "203.0.113.254"
	}
	kind := model.SidecarProxy
	if p.Router {
		kind = model.Router
	}
	node := &model.Proxy{
		Type:            kind,
		ID:              "parity." + p.Namespace,
		ConfigNamespace: p.Namespace,
		IPAddresses:     []string{address},
		Labels:          p.Labels,
		Metadata:        &model.NodeMetadata{Namespace: p.Namespace, Labels: p.Labels, IstioVersion: "1.99.0", ClusterID: "Kubernetes"},
		Locality:        &core.Locality{},
	}
	if p.Locality != "" {
		parts := append(strings.Split(p.Locality, "/"), "", "")
		node.Locality = &core.Locality{Region: parts[0], Zone: parts[1], SubZone: parts[2]}
	}
	node.SetWorkloadLabels(server.Env())
	// As Istio does when a proxy connects.
	node.Labels = labelutil.AugmentLabels(node.Labels, node.Metadata.ClusterID, locality(node.Locality), "", node.Metadata.Network)
	return server.SetupProxy(node)
}

func locality(l *core.Locality) string {
	return strings.TrimRight(strings.Join([]string{l.Region, l.Zone, l.SubZone}, "/"), "/")
}
