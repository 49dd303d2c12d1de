"""Forms, Sheets and Drive as Google serves them, on this machine: `python -m tests.google --port 8085`.

In tests: `with serve(strict_auth=True) as server:` gives `server.url` for clients and `server.world` to
look into and to change, with `world.lock` held while requests may come. `keys` makes credentials, `clients`
Google's own libraries pointed at a server, `admin` lists the paths by which others change the world from
outside, `faults` what can be made to go wrong. Where Google's behaviour isn't documented, `world.switches`
has it both ways.
"""
