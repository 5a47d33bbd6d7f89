// A gRPC client and server of grpc-go that take their configuration from an xDS server. Orders come as lines of JSON.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"net"
	"os"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/grpc/xds"
)

type order struct {
	Number  int
	Verb    string
	Target  string
	Count   int
	Headers map[string]string
	Address string
	Name    string
}

// Messages are bytes as they are.
type bytesCodec struct{}

func (bytesCodec) Name() string                  { return "bytes" }
func (bytesCodec) Marshal(v any) ([]byte, error) { return *v.(*[]byte), nil }
func (bytesCodec) Unmarshal(data []byte, v any) error {
	*v.(*[]byte) = append([]byte{}, data...)
	return nil
}

// How many calls each backend answered, or failed in each way.
type tally map[string]int

var (
	clients = map[string]*grpc.ClientConn{}
	loads   = map[string]chan chan tally{}
)

func clientFor(target string) *grpc.ClientConn {
	client, known := clients[target]
	if !known {
		var err error
		client, err = grpc.NewClient("xds:///"+target,
			grpc.WithTransportCredentials(insecure.NewCredentials()),
			grpc.WithDefaultCallOptions(grpc.ForceCodec(bytesCodec{})))
		if err != nil {
			panic(err)
		}
		clients[target] = client
	}
	return client
}

func ask(ctx context.Context, client *grpc.ClientConn) (string, error) {
	question, answer := []byte("who"), []byte{}
	err := client.Invoke(ctx, "/xdsim.test.Who/Ask", &question, &answer)
	return string(answer), err
}

func talk(ctx context.Context, client *grpc.ClientConn, count int) (string, error) {
	description := &grpc.StreamDesc{ServerStreams: true, ClientStreams: true}
	stream, err := client.NewStream(ctx, description, "/xdsim.test.Who/Talk")
	question, answer := []byte("who"), []byte{}
	for i := 0; err == nil && i < count; i++ {
		if err = stream.SendMsg(&question); err == nil {
			err = stream.RecvMsg(&answer)
		}
	}
	return string(answer), err
}

func (seen tally) call(headers map[string]string, call func(context.Context) (string, error)) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	who, err := call(metadata.NewOutgoingContext(ctx, metadata.New(headers)))
	if err != nil {
		who = status.Code(err).String() + ": " + status.Convert(err).Message()
	}
	seen[who]++
}

func load(client *grpc.ClientConn, stop chan chan tally) {
	seen := tally{}
	for {
		select {
		case end := <-stop:
			end <- seen
			return
		case <-time.After(5 * time.Millisecond):
			seen.call(nil, func(ctx context.Context) (string, error) { return ask(ctx, client) })
		}
	}
}

func serve(address, name string) {
	server, err := xds.NewGRPCServer(grpc.ForceServerCodec(bytesCodec{}))
	if err != nil {
		panic(err)
	}
	handler := func(_ any, _ context.Context, decode func(any) error, _ grpc.UnaryServerInterceptor) (any, error) {
		question, answer := []byte{}, []byte(name)
		return &answer, decode(&question)
	}
	server.RegisterService(&grpc.ServiceDesc{
		ServiceName: "xdsim.test.Who",
		HandlerType: (*any)(nil),
		Methods:     []grpc.MethodDesc{{MethodName: "Ask", Handler: handler}},
	}, struct{}{})
	listener, err := net.Listen("tcp", address)
	if err != nil {
		panic(err)
	}
	go server.Serve(listener)
}

func obey(o order) tally {
	seen := tally{}
	switch o.Verb {
	case "ask":
		client := clientFor(o.Target)
		for i := 0; i < o.Count; i++ {
			seen.call(o.Headers, func(ctx context.Context) (string, error) { return ask(ctx, client) })
		}
	case "talk":
		client := clientFor(o.Target)
		seen.call(o.Headers, func(ctx context.Context) (string, error) { return talk(ctx, client, o.Count) })
	case "load":
		loads[o.Target] = make(chan chan tally)
		go load(clientFor(o.Target), loads[o.Target])
	case "unload":
		end := make(chan tally)
		loads[o.Target] <- end
		seen = <-end
	case "serve":
		serve(o.Address, o.Name)
	}
	return seen
}

func main() {
	lines, answers := bufio.NewScanner(os.Stdin), json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var o order
		if err := json.Unmarshal(lines.Bytes(), &o); err != nil {
			panic(err)
		}
		answers.Encode(map[string]any{"number": o.Number, "seen": obey(o)})
	}
}
