"""A model endpoint on loopback that says what a script tells it to.

It speaks Anthropic's Messages, OpenAI's Responses and Chat Completions, streamed or whole, so that
the real agents can be run without a model. A script is JSON: a list of scenes, each with `when`
(a text that must stand in the request, or a list of such) and `turns`. Which turn is due is read from the request
itself: as many as the model has already answered in it. A turn is one of

    {"run": "shell command"}        the model calls the agent's shell
    {"call": "name", "with": {…}}   the model calls that tool
    {"say": "text"}                 the model answers and the agent's turn ends; mini-swe-agent's
                                    ends by a command, which is called then
    {"status": 429, "times": 2}     so many refusals, then the next turn is due in its place
    {"stall": 60}                   nothing comes for so many seconds
    {"hangup": true}                the connection ends in the middle of the answer

Each request is written to the log as a line of JSON, without its headers' secrets: only whether a
key came with it.
"""

import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SUBMIT = "echo COMPLETE_TASK_AND_SUBMIT_FINAL_OUTPUT"
USAGE_IN, USAGE_CACHED, USAGE_OUT = 1200, 200, 34


class Script:
    """The scenes, and how often each refusal was given."""

    def __init__(self, scenes):
        self.scenes = scenes
        self.refused = {}
        self.lock = threading.Lock()

    def turn(self, body):
        """The turn that is due; None when no scene fits or its turns are over."""
        text = json.dumps(body, ensure_ascii=False)
        for place, scene in enumerate(self.scenes):
            marks = scene.get("when", "")
            marks = [marks] if isinstance(marks, str) else marks
            if not all(mark in text for mark in marks):
                continue
            turns = scene["turns"]
            index = 0
            left = answered(body, marks[0])
            while index < len(turns):
                turn = turns[index]
                if "status" in turn or "stall" in turn or "hangup" in turn:
                    with self.lock:
                        count = self.refused.get((place, index), 0)
                        if count < turn.get("times", 1 << 30):
                            self.refused[place, index] = count + 1
                            return turn
                    index += 1
                    continue
                if left == 0:
                    return turn
                left -= 1
                index += 1
            return None
        return None


def answered(body, mark=""):
    """How many turns the model has already taken in a request, since `mark` was said."""
    if "input" in body:
        calls = ("function_call", "custom_tool_call", "local_shell_call")
        items = body["input"] if isinstance(body["input"], list) else []
        return sum(1 for item in items if item.get("type") in calls)
    messages = body.get("messages", [])
    begun = next((place for place, message in enumerate(messages)
                  if mark in json.dumps(message, ensure_ascii=False)), 0)
    return sum(1 for message in messages[begun:] if message.get("role") == "assistant")


def tool_call(body, turn):
    """The name and arguments of a tool's call: the agent's own shell, if the turn names none."""
    if "call" in turn:
        return turn["call"], turn["with"]
    command = turn["run"]
    names = []
    for tool in body.get("tools", []):
        function = tool.get("function", tool)
        names.append(function.get("name") or tool.get("type"))
    if "exec_command" in names:
        return "exec_command", {"cmd": command}
    if "shell_command" in names:
        return "shell_command", {"command": command}
    if "shell" in names:
        return "shell", {"command": ["sh", "-c", command]}
    for name in ("Bash", "bash", "execute_bash"):
        if name in names:
            return name, {"command": command, **({"description": "work"} if name == "Bash" else {})}
    return (names or ["bash"])[0], {"command": command}


class Endpoint(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        self.whole(200, {"data": [{"id": "scripted", "object": "model"}], "object": "list"})

    def do_HEAD(self):
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def do_POST(self):
        length = int(self.headers.get("content-length") or 0)
        raw = self.rfile.read(length)
        try:
            body = json.loads(raw or b"{}")
        except ValueError:
            return self.whole(400, {"error": {"message": "no JSON"}})
        turn = self.server.script.turn(body)
        self.server.write_log(self, body, turn)
        path = self.path.split("?")[0]
        if path.endswith("/count_tokens"):
            return self.whole(200, {"input_tokens": USAGE_IN})
        if turn is None:
            turn = {"say": "Nothing more is to be done."}
        if "status" in turn:
            return self.refuse(turn)
        if "say" in turn and SUBMIT in json.dumps(body):
            turn = {"run": SUBMIT}
        if "stall" in turn:
            time.sleep(turn["stall"])
            return self.close_now()
        if path.endswith("/messages"):
            return self.answer_messages(body, turn)
        if path.endswith("/responses"):
            return self.answer_responses(body, turn)
        if path.endswith("/chat/completions"):
            return self.answer_chat(body, turn)
        self.whole(404, {"error": {"message": "no such path"}})

    # Answers

    def refuse(self, turn):
        names = {401: "authentication_error", 429: "rate_limit_error", 500: "api_error",
                 529: "overloaded_error"}
        kind = names.get(turn["status"], "invalid_request_error")
        extra = {"retry-after": str(turn["after"])} if "after" in turn else {}
        self.whole(turn["status"], {
            "type": "error", "error": {"type": kind, "code": kind, "message": "scripted " + kind},
        }, extra)

    def answer_messages(self, body, turn):
        usage = {"input_tokens": USAGE_IN - USAGE_CACHED, "cache_read_input_tokens": USAGE_CACHED,
                 "cache_creation_input_tokens": 0, "output_tokens": USAGE_OUT}
        if "run" in turn or "call" in turn:
            name, arguments = tool_call(body, turn)
            block = {"type": "tool_use", "id": f"toolu_{time.time_ns()}", "name": name, "input": {}}
            delta = {"type": "input_json_delta", "partial_json": json.dumps(arguments)}
            reason, full = "tool_use", {**block, "input": arguments}
        else:
            block = {"type": "text", "text": ""}
            delta = {"type": "text_delta", "text": turn.get("say", "half an")}
            reason, full = "end_turn", {"type": "text", "text": turn.get("say", "")}
        message = {"id": f"msg_{time.time_ns()}", "type": "message", "role": "assistant",
                   "model": body.get("model", "scripted"), "content": [], "stop_reason": None,
                   "stop_sequence": None, "usage": usage}
        if not body.get("stream"):
            return self.whole(200, {**message, "content": [full], "stop_reason": reason})
        self.stream([
            ("message_start", {"message": message}),
            ("content_block_start", {"index": 0, "content_block": block}),
            ("content_block_delta", {"index": 0, "delta": delta}),
            ("content_block_stop", {"index": 0}),
            ("message_delta", {"delta": {"stop_reason": reason, "stop_sequence": None},
                               "usage": {"output_tokens": USAGE_OUT}}),
            ("message_stop", {}),
        ], cut=2 if "hangup" in turn else None)

    def answer_responses(self, body, turn):
        number = time.time_ns()
        if "run" in turn or "call" in turn:
            name, arguments = tool_call(body, turn)
            item = {"type": "function_call", "id": f"fc_{number}", "call_id": f"call_{number}",
                    "name": name, "arguments": json.dumps(arguments), "status": "completed"}
        else:
            item = {"type": "message", "id": f"msg_{number}", "role": "assistant",
                    "status": "completed",
                    "content": [{"type": "output_text", "text": turn.get("say", ""),
                                 "annotations": []}]}
        response = {"id": f"resp_{number}", "object": "response", "status": "completed",
                    "model": body.get("model", "scripted"), "output": [item],
                    "usage": {"input_tokens": USAGE_IN,
                              "input_tokens_details": {"cached_tokens": USAGE_CACHED},
                              "output_tokens": USAGE_OUT,
                              "output_tokens_details": {"reasoning_tokens": 0},
                              "total_tokens": USAGE_IN + USAGE_OUT}}
        if not body.get("stream"):
            return self.whole(200, response)
        begun = {**response, "status": "in_progress", "output": [], "usage": None}
        self.stream([
            ("response.created", {"response": begun}),
            ("response.output_item.added", {"output_index": 0, "item": item}),
            ("response.output_item.done", {"output_index": 0, "item": item}),
            ("response.completed", {"response": response}),
        ], cut=1 if "hangup" in turn else None)

    def answer_chat(self, body, turn):
        number = time.time_ns()
        message = {"role": "assistant", "content": turn.get("say", "")}
        reason = "stop"
        if "run" in turn or "call" in turn:
            name, arguments = tool_call(body, turn)
            message["content"] = None
            message["tool_calls"] = [{
                "index": 0, "id": f"call_{number}", "type": "function",
                "function": {"name": name, "arguments": json.dumps(arguments)}}]
            reason = "tool_calls"
        usage = {"prompt_tokens": USAGE_IN, "completion_tokens": USAGE_OUT,
                 "total_tokens": USAGE_IN + USAGE_OUT,
                 "prompt_tokens_details": {"cached_tokens": USAGE_CACHED}}
        base = {"id": f"chatcmpl-{number}", "created": int(time.time()),
                "model": body.get("model", "scripted")}
        if "hangup" in turn:
            return self.close_now()
        if not body.get("stream"):
            choice = {"index": 0, "message": message, "finish_reason": reason}
            return self.whole(
                200, {**base, "object": "chat.completion", "choices": [choice], "usage": usage})
        chunk = {**base, "object": "chat.completion.chunk"}
        self.stream([
            (None, {**chunk, "choices": [{"index": 0, "delta": message, "finish_reason": None}]}),
            (None, {**chunk, "choices": [{"index": 0, "delta": {}, "finish_reason": reason}],
                    "usage": usage}),
        ], end="data: [DONE]\n\n")

    # Wire

    def stream(self, events, cut=None, end=""):
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        self.end_headers()
        for number, (name, data) in enumerate(events):
            if cut is not None and number >= cut:
                return self.close_now()
            head = f"event: {name}\n" if name else ""
            if name:
                data = {"type": name, **data}
            self.wfile.write((head + "data: " + json.dumps(data) + "\n\n").encode())
            self.wfile.flush()
        self.wfile.write(end.encode())
        self.close_connection = True

    def whole(self, status, value, headers={}):
        data = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        for name, text in headers.items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(data)

    def close_now(self):
        self.close_connection = True
        try:
            self.connection.shutdown(2)
        except OSError:
            pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, address):
        """An agent that is killed breaks off its requests; that is no news."""

    def write_log(self, request, body, turn):
        key = request.headers.get("x-api-key") or request.headers.get("authorization") or ""
        line = {"path": request.path, "host": request.headers.get("host"), "key": key[-4:],
                "answered": answered(body), "turn": turn,
                "tools": [tool.get("name") or tool.get("type") for tool in body.get("tools", [])]}
        if self.keep_bodies:
            line["body"] = body
        with self.lock, open(self.log_path, "a") as log:
            log.write(json.dumps(line) + "\n")


def serve(scenes, log_path, port=0, keep_bodies=False):
    """A server that runs in a thread of its own; its port is `server_address[1]`."""
    server = Server(("127.0.0.1", port), Endpoint)
    server.script = Script(scenes)
    server.lock = threading.Lock()
    server.log_path = log_path
    server.keep_bodies = keep_bodies
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


if __name__ == "__main__":
    with open(sys.argv[1]) as file:
        running = serve(json.load(file), sys.argv[2], int(sys.argv[3]), keep_bodies=True)
    print(running.server_address[1], flush=True)
    threading.Event().wait()
