"""A small agent that speaks the Agent Client Protocol, on the library of the protocol's makers.

On a prompt it asks Chat Completions at OPENAI_BASE_URL with one function, `bash`, runs what the
model calls in the session's folder once that is permitted, and ends its turn when the model calls
nothing. `--save PATH`: what the model said last is written there through the client.
"""

import asyncio
import json
import os
import subprocess
import sys
import urllib.error
import urllib.request

import acp
from acp import helpers, schema

BASH = {
    "type": "function",
    "function": {
        "name": "bash", "description": "Runs a command.",
        "parameters": {
            "type": "object", "properties": {"command": {"type": "string"}},
            "required": ["command"],
        },
    },
}
OPTIONS = [
    schema.PermissionOption(option_id="never", name="Never", kind="reject_once"),
    schema.PermissionOption(option_id="always", name="Always", kind="allow_always"),
    schema.PermissionOption(option_id="now", name="Now", kind="allow_once"),
]


class SmallAgent(acp.Agent):
    def __init__(self, save):
        self.save = save
        self.folders = {}

    def on_connect(self, connection):
        self.client = connection

    async def initialize(self, protocol_version, client_capabilities=None, client_info=None, **more):
        assert client_capabilities.fs.read_text_file and not client_capabilities.terminal
        return acp.InitializeResponse(
            protocol_version=acp.PROTOCOL_VERSION,
            agent_info=schema.Implementation(name="small", version="1.2.3"))

    async def new_session(self, cwd, mcp_servers=None, **more):
        name = f"session-{len(self.folders)}"
        self.folders[name] = cwd
        return acp.NewSessionResponse(session_id=name)

    async def cancel(self, session_id, **more):
        self.cancelled.set()

    async def prompt(self, session_id, prompt, **more):
        """The turn, or its end when it is cancelled first."""
        self.cancelled = asyncio.Event()
        turn = asyncio.ensure_future(self.turn(session_id, prompt))
        stop = asyncio.ensure_future(self.cancelled.wait())
        await asyncio.wait([turn, stop], return_when=asyncio.FIRST_COMPLETED)
        if turn.done():
            return turn.result()
        usage = schema.Usage(total_tokens=110, input_tokens=100, output_tokens=10)
        return acp.PromptResponse(stop_reason="cancelled", usage=usage)

    async def turn(self, session_id, prompt):
        folder = self.folders[session_id]
        # What the client reads is what lies there.
        path = os.path.join(folder, "BRIEF.md")
        brief = await self.client.read_text_file(session_id=session_id, path=path)
        with open(path) as file:
            assert brief.content == file.read()
        messages = [{"role": "user", "content": block.text} for block in prompt]
        while True:
            message = await asyncio.to_thread(ask, messages)
            messages.append(message)
            if message.get("content"):
                await self.say(session_id, message["content"])
            calls = message.get("tool_calls") or []
            if not calls:
                return await self.end(session_id, folder, message["content"])
            for call in calls:
                command = json.loads(call["function"]["arguments"])["command"]
                output = await self.run(session_id, folder, call["id"], command)
                messages.append({"role": "tool", "tool_call_id": call["id"], "content": output})

    async def say(self, session, text):
        """In two pieces, as a stream comes."""
        middle = len(text) // 2
        for piece in (text[:middle], text[middle:]):
            await self.client.session_update(
                session_id=session, update=helpers.update_agent_message_text(piece))

    async def run(self, session, folder, call, command):
        started = helpers.start_tool_call(
            call, command, kind="execute", status="pending", raw_input={"command": command})
        await self.client.session_update(session_id=session, update=started)
        answer = await self.client.request_permission(
            session_id=session, options=OPTIONS,
            tool_call=schema.ToolCallUpdate(tool_call_id=call, title="bash"))
        if answer.outcome.outcome != "selected" or answer.outcome.option_id == "never":
            return "You were not permitted to do that."
        done = await asyncio.to_thread(
            subprocess.run, ["sh", "-c", command], cwd=folder, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
        content = [helpers.tool_content(helpers.text_block(done.stdout))]
        await self.client.session_update(
            session_id=session,
            update=helpers.update_tool_call(call, status="completed", content=content))
        return done.stdout

    async def end(self, session, folder, text):
        if text.startswith("I refuse"):
            return acp.PromptResponse(stop_reason="refusal")
        if self.save:
            await self.client.write_text_file(
                session_id=session, path=os.path.join(folder, self.save), content=text + "\n")
        return acp.PromptResponse(stop_reason="end_turn")


def ask(messages):
    request = urllib.request.Request(
        os.environ["OPENAI_BASE_URL"] + "/chat/completions",
        json.dumps({"model": "scripted", "messages": messages, "tools": [BASH]}).encode(),
        {"content-type": "application/json",
         "authorization": "Bearer " + os.environ["OPENAI_API_KEY"]})
    try:
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)["choices"][0]["message"]
    except urllib.error.URLError as error:
        raise acp.RequestError(-32603, f"the model did not answer: {error}")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    asyncio.run(acp.run_agent(SmallAgent(arguments[1] if arguments[:1] == ["--save"] else None)))
