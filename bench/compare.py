#!/usr/bin/env python3
"""Hip Atlas against f3d, OpenSceneGraph's viewer and three.js in Chromium, in turns on one machine with one mesh; and how its
cost grows with triangles and pixels. Writes tables in Markdown.

usage: compare.py MODEL.glb [--rounds N] [--program build/release/hip-atlas] [--sizes 1280x720,1920x1080] [--peers f3d,osgviewer]
       compare.py MODEL.glb --scaling [--rounds N]

Each round runs every case once, one after the other, so that a machine that slows down slows all alike; what counts are the
ratios inside a round. Our cases run offscreen and in a window (Xvfb). Cases:
  start    process start to the first finished picture, caches warm (f3d writes a PNG; osgviewer shows one frame)
  first    the same with an empty mesh cache, from the GLB (f3d has none; osgviewer reads its own format, made beforehand)
  body     start with the built-in body
  opaque, ghost   one frame of an orbit; ghost: all muscles at 0.4 (osgviewer: one alpha for all, sorted by mesh).
           osgviewer: 13 frames less 1 frame, by 12. f3d is not asked: it orbits by mouse only
  plain    opaque with light at the vertices only, as osgviewer does it
  rss MB   peak memory of opaque
Scaling: the same surface with 2, 4 and 8 times the triangles (subdivide.py), and 720p to 4K.
osgviewer needs the mesh as OSGB (made through assimp and osgconv, not timed); three.js needs chromium and a folder with
build/three.module.js and examples/jsm named by THREE_JS. What is not installed is left out.
"""
import argparse, http.server, json, os, queue, re, shutil, signal, statistics, subprocess, sys, tempfile, threading, time, urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
QUIET = dict(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
GHOST = ("--side", "both", "--ghost", "muscle=0.4")


def run(command, env):
    """Wall milliseconds and peak MB."""
    start = time.monotonic()
    child = subprocess.Popen(command, env=env, **QUIET)
    _, _, usage = os.wait4(child.pid, 0)
    child.returncode = 0
    return 1e3 * (time.monotonic() - start), usage.ru_maxrss / 1024


class Display:
    """An X server without a screen, for all that wants a window."""

    def __enter__(self):
        reader, writer = os.pipe()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", str(writer), "-screen", "0", "3900x2200x24"],
                                       pass_fds=[writer], **QUIET)
        os.close(writer)
        with os.fdopen(reader) as lines:
            return ":" + lines.readline().strip()

    def __exit__(self, *_):
        self.server.terminate()
        self.server.wait()


class Ours:
    name = "hip-atlas"

    def __init__(self, args, work, display):
        self.program, self.model = args.program, args.model
        self.cache = os.path.join(work, "cache")
        self.env = dict(os.environ, XDG_CACHE_HOME=self.cache, SDL_VIDEODRIVER="offscreen")
        self.display = display
        for size in args.sizes:  # fills the driver's shader cache and bakes the body
            self.bench(size, 1)
            self.bench(size, 1, *GHOST)
            self.bench(size, 1, "--plain")
        self.bench(args.sizes[0], 1, model=None)

    def bench(self, size, frames, *more, model="", window=False):
        env = dict(self.env, SDL_VIDEODRIVER="x11", DISPLAY=self.display, vblank_mode="0") if window else self.env
        command = [self.program, "bench", "--size", size, "--frames", str(frames), "--json", *more]
        command += ["--in-window"] if window else []
        command += [] if model is None else ["--model", model or self.model]
        return json.loads(subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout)

    def forget(self):
        shutil.rmtree(os.path.join(self.cache, "hip-atlas", "models"), ignore_errors=True)  # the driver's shaders stay

    def cases(self, size):
        out = {}
        for where in ["", " in a window"] if self.display else [""]:
            window = bool(where)
            self.forget()
            out["first" + where] = self.bench(size, 1, window=window)["first_frame_ms"]
            opaque = self.bench(size, 12, window=window)
            out["start" + where] = opaque["first_frame_ms"]
            out["opaque" + where] = opaque["frame_ms_median"]
            out["rss MB" + where] = opaque["peak_rss_kb"] / 1024
            out["plain" + where] = self.bench(size, 12, "--plain", window=window)["frame_ms_median"]
            out["ghost" + where] = self.bench(size, 12, *GHOST, window=window)["frame_ms_median"]
            out["body" + where] = self.bench(size, 1, model=None, window=window)["first_frame_ms"]
        return out


class F3d:
    name = "f3d"

    def __init__(self, args, work, display):
        self.command = ["f3d", args.model, "--output", os.path.join(work, "f3d.png"), "--quiet", "--resolution"]
        self.env = dict(os.environ, DISPLAY=display)

    def cases(self, size):
        ms, mb = run(self.command + [size.replace("x", ",")], self.env)
        return {"start": ms, "first": ms, "rss MB": mb}


class Osg:
    name = "osgviewer"

    def __init__(self, args, work, display):
        self.work = work
        self.env = dict(os.environ, OSG_NOTIFY_LEVEL="ALWAYS", DISPLAY=display, vblank_mode="0")
        obj = os.path.join(work, "m.obj")
        subprocess.run(["assimp", "export", args.model, obj], check=True, **QUIET)
        for name, alpha in (("opaque", 1), ("ghost", 0.4)):
            mtl = os.path.join(work, "m.mtl")
            text = re.sub(r"(?m)^d .*\n", "", open(mtl).read())
            open(mtl, "w").write(re.sub(r"(?m)^(newmtl .*)$", r"\1\nd %g" % alpha, text))
            subprocess.run(["osgconv", "-O", "noRotation", obj, os.path.join(work, name + ".osgb")], check=True, **QUIET)

    def view(self, name, size, frames):
        env = dict(self.env, OSG_RUN_FRAME_COUNT=str(frames))
        return run(["osgviewer", "--window", "0", "0", *size.split("x"), os.path.join(self.work, name + ".osgb")], env)

    def cases(self, size):
        one, ghost_one = self.view("opaque", size, 1)[0], self.view("ghost", size, 1)[0]
        many, mb = self.view("opaque", size, 13)
        return {"start": one, "opaque": (many - one) / 12, "rss MB": mb,
                "ghost": (self.view("ghost", size, 13)[0] - ghost_one) / 12}


class Three:
    """The page and its files come from a small server of our own, to which the page sends what it measured."""
    name = "three.js"

    def __init__(self, args, work, display):
        self.env = dict(os.environ, DISPLAY=display)
        self.profile = os.path.join(work, "chromium")
        self.command = [shutil.which("chromium") or "chromium", "--headless=new", "--no-sandbox", "--use-gl=angle", "--no-first-run",
                        "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--user-data-dir=" + self.profile]
        self.folders = {"three": os.path.abspath(os.environ["THREE_JS"]), "page": HERE, "model": os.path.dirname(os.path.abspath(args.model))}
        self.model = os.path.basename(args.model)
        self.found = queue.Queue()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def handler(self):
        three = self

        class Handler(http.server.SimpleHTTPRequestHandler):
            def translate_path(self, path):
                folder, _, rest = urllib.parse.unquote(path.split("?")[0]).lstrip("/").partition("/")
                return os.path.join(three.folders.get(folder, os.devnull), *(p for p in rest.split("/") if p not in ("", "..")))

            def do_POST(self):
                three.found.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_):
                pass

        return Handler

    def cases(self, size):
        url = "http://127.0.0.1:%d/page/three.html?%s" % (self.server.server_port, urllib.parse.quote(self.model))
        process = subprocess.Popen(self.command + ["--window-size=" + size.replace("x", ","), url], env=self.env,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            return self.found.get(timeout=180)
        except queue.Empty:
            return {}
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def installed(*programs):
    return all(shutil.which(p) for p in programs)


def peers(args):
    known = {"f3d": installed("f3d") and F3d, "osgviewer": installed("osgviewer", "osgconv", "assimp") and Osg,
             "three.js": installed("chromium") and "THREE_JS" in os.environ and Three}
    return [known[name] for name in args.peers if known.get(name)]


def spread(values):
    few = statistics.median(values)
    return "%.*f (%.*f - %.*f)" % tuple(x for v in (few, min(values), max(values)) for x in (2 if few < 3 else 0, v))


def compare(args, work, display):
    programs = [Ours(args, work, display)] + [peer(args, work, display) for peer in peers(args) if display]
    for size in args.sizes:
        rounds = []
        for i in range(args.rounds):
            rounds.append({p.name: p.cases(size) for p in programs})
            print("%s: round %d of %d" % (size, i + 1, args.rounds), file=sys.stderr)
        others = [p.name for p in programs[1:]]
        print("\n| %s, %d rounds | hip-atlas |" % (size, args.rounds) + "".join(" %s | ratio |" % o for o in others))
        print("|---|---|" + "---|---|" * len(others))
        for case in rounds[0]["hip-atlas"]:
            row = [case, spread([r["hip-atlas"][case] for r in rounds])]
            theirs = case.replace(" in a window", "").replace("plain", "opaque")
            for other in others:
                both = [(r["hip-atlas"][case], r[other][theirs]) for r in rounds if r[other].get(theirs, 0) > 0]
                row += [spread([b for _, b in both]), spread([a / b for a, b in both])] if both else ["", ""]
            print("| " + " | ".join(row) + " |", flush=True)


def scaling(args, work):
    models = {1: args.model}
    for times in (2, 4, 8):
        models[times] = os.path.join(work, "x%d.glb" % times)
        subprocess.run([sys.executable, os.path.join(HERE, "subdivide.py"), args.model, models[times], str(times)], check=True)
    sizes = ["1280x720", "1920x1080", "2560x1440", "3840x2160"]
    cases = [(t, sizes[0]) for t in models] + [(1, s) for s in sizes[1:]]
    args.sizes = sizes[:1]
    ours = Ours(args, work, None)
    for times in models:  # the levels of detail are in the cache
        ours.bench(sizes[0], 1, model=models[times])
    frames = {case: [] for case in cases}
    facts = {}
    for i in range(args.rounds):
        for times, size in cases:
            facts[(times, size)] = ours.bench(size, 12, model=models[times])
            frames[(times, size)].append(facts[(times, size)]["frame_ms_median"])
        print("round %d of %d" % (i + 1, args.rounds), file=sys.stderr)
    print("\n| triangles | size | drawn | frame, ms | to the hip at 720p | peak MB |\n|---|---|---|---|---|---|")
    for case in cases:
        ratios = [a / b for a, b in zip(frames[case], frames[(1, sizes[0])])]
        print("| %d (x%d) | %s | %d | %s | %s | %.0f |" % (facts[case]["triangles"], case[0], case[1],
              facts[case]["triangles_drawn"], spread(frames[case]), spread(ratios), facts[case]["peak_rss_kb"] / 1024))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--program", default=os.path.join(HERE, "..", "build", "release", "hip-atlas"))
    parser.add_argument("--sizes", type=lambda text: text.split(","), default=["1280x720", "1920x1080"])
    parser.add_argument("--peers", type=lambda text: text.split(","), default=["f3d", "osgviewer", "three.js"])
    parser.add_argument("--scaling", action="store_true")
    args = parser.parse_args()
    args.model = os.path.abspath(args.model)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as work:
        if args.scaling:
            scaling(args, work)
        elif installed("Xvfb"):
            with Display() as display:
                compare(args, work, display)
        else:
            compare(args, work, None)


if __name__ == "__main__":
    main()
