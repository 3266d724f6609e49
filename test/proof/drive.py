"""Runs verify.py as it stands, again and again in one process: a line of arguments in, a line of what came of it out."""

import contextlib
import importlib.util
import io
import json
import sys
import traceback

spec = importlib.util.spec_from_file_location('verify', sys.argv[1])
program = importlib.util.module_from_spec(spec)
sys.modules['verify'] = program
spec.loader.exec_module(program)


def run(words):
    sys.argv = ['verify.py', *words]
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        try:
            program.main()
            code = 0
        except SystemExit as left:
            code = left.code or 0
        except Exception:
            return {'code': 70, 'told': traceback.format_exc()}
    return {'code': code, 'told': told.getvalue()}


for line in sys.stdin:
    print(json.dumps(run(json.loads(line))), flush=True)
