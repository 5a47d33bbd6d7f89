"""A gRPC client and server of grpcio (C-core) that take their configuration from an xDS server. Orders come as lines of JSON."""

import collections
import concurrent.futures
import json
import queue
import sys
import threading
import time

import grpc

channels = {}
loads = {}
servers = []


def as_it_is(message):
    """Messages are bytes."""
    return message


def channel_for(target):
    if target not in channels:
        channels[target] = grpc.insecure_channel("xds:///" + target)
    return channels[target]


def ask(target, metadata):
    method = channel_for(target).unary_unary("/xdsim.test.Who/Ask", as_it_is, as_it_is)
    return method(b"who", timeout=5, metadata=metadata)


def talk(target, metadata, count):
    method = channel_for(target).stream_stream("/xdsim.test.Who/Talk", as_it_is, as_it_is)
    questions = queue.Queue()
    answers = method(iter(questions.get, None), timeout=5, metadata=metadata)
    for _ in range(count):
        questions.put(b"who")
        answer = next(answers)
    questions.put(None)
    return answer


def note(seen, call, *arguments):
    """Counts which backend answered, or how the call failed."""
    try:
        seen[call(*arguments).decode()] += 1
    except grpc.RpcError as error:
        seen[f"{error.code().name}: {error.details()}"] += 1


def load(target):
    seen, stop = collections.Counter(), threading.Event()

    def run():
        while not stop.is_set():
            note(seen, ask, target, [])
            time.sleep(0.005)

    thread = threading.Thread(target=run)
    thread.start()

    def end():
        stop.set()
        thread.join()
        return seen

    return end


def serve(address, name):
    answer = grpc.unary_unary_rpc_method_handler(lambda question, context: name.encode(), as_it_is, as_it_is)
    server = grpc.server(concurrent.futures.ThreadPoolExecutor(2), xds=True)
    server.add_generic_rpc_handlers([grpc.method_handlers_generic_handler("xdsim.test.Who", {"Ask": answer})])
    server.add_insecure_port(address)
    server.start()
    servers.append(server)


def obey(order):
    seen, target, verb = collections.Counter(), order.get("target"), order["verb"]
    metadata = list(order.get("headers", {}).items())
    if verb == "ask":
        for _ in range(order["count"]):
            note(seen, ask, target, metadata)
    elif verb == "talk":
        note(seen, talk, target, metadata, order["count"])
    elif verb == "load":
        loads[target] = load(target)
    elif verb == "unload":
        seen = loads.pop(target)()
    elif verb == "serve":
        serve(order["address"], order["name"])
    return seen


for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps({"number": request["number"], "seen": obey(request)}), flush=True)
