"""Starts `vibe-acp` of mistral-vibe with the endpoint that ACP agents are told as its provider."""

import os
import pathlib
import sys

home = pathlib.Path(os.environ["HOME"], ".vibe")
home.mkdir(parents=True, exist_ok=True)
(home / "config.toml").write_text(f"""
active_model = "scripted"
enable_telemetry = false
enable_update_checks = false
enable_auto_update = false

[[providers]]
name = "relay"
api_base = "{os.environ['OPENAI_BASE_URL']}"
api_key_env_var = "OPENAI_API_KEY"

[[models]]
name = "scripted"
provider = "relay"
alias = "scripted"
""")
os.execv(os.path.join(os.path.dirname(sys.executable), "vibe-acp"), ["vibe-acp"])
