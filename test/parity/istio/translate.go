package main

import (
	"encoding/json"
	"sort"

	listener "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	hcm "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/http_connection_manager/v3"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/test/xds"
)

// Resources in proto3 JSON with the names of the proto files, as Envoy's config_dump spells them.
type translation struct {
	Clusters  []json.RawMessage `json:"clusters"`
	Endpoints []json.RawMessage `json:"endpoints"`
	Listeners []json.RawMessage `json:"listeners"`
	Routes    []json.RawMessage `json:"routes"`
}

func translate(server *xds.FakeDiscoveryServer, node *model.Proxy) translation {
	listeners := server.Listeners(node)
	return translation{
		Clusters:  spell(server.Clusters(node)),
		Endpoints: spell(server.Endpoints(node)),
		Listeners: spell(listeners),
		Routes:    spell(server.ConfigGenTest.RoutesFromListeners(node, withDefaults(listeners))),
	}
}

// withDefaults adds the chains that Istio's own helper does not look into, since routes are named there too.
func withDefaults(listeners []*listener.Listener) []*listener.Listener {
	var seen []*listener.Listener
	names := map[string]bool{}
	for _, l := range listeners {
		chains := l.FilterChains
		if l.DefaultFilterChain != nil {
			chains = append(append([]*listener.FilterChain{}, chains...), l.DefaultFilterChain)
		}
		fresh := []*listener.FilterChain{}
		for _, chain := range chains {
			for _, filter := range chain.Filters {
				manager := &hcm.HttpConnectionManager{}
				if filter.GetTypedConfig().UnmarshalTo(manager) != nil || manager.GetRds() == nil {
					continue
				}
				if name := manager.GetRds().RouteConfigName; !names[name] {
					names[name] = true
					fresh = append(fresh, chain)
				}
			}
		}
		seen = append(seen, &listener.Listener{FilterChains: fresh})
	}
	return seen
}

func spell[M proto.Message](messages []M) []json.RawMessage {
	spelt := make([]json.RawMessage, 0, len(messages))
	for _, m := range messages {
		text, err := protojson.MarshalOptions{UseProtoNames: true}.Marshal(m)
		if err != nil {
			panic(err)
		}
		spelt = append(spelt, text)
	}
	sort.Slice(spelt, func(i, j int) bool { return string(spelt[i]) < string(spelt[j]) })
	return spelt
}
