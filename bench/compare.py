#!/usr/bin/env python3
"""Hip Atlas against f3d and OpenSceneGraph's viewer, in turns on one machine with one mesh.

usage: compare.py MODEL.glb [--rounds N] [--program build/release/hip-atlas] [--size 1280x720]

Each round runs every case once, one after the other, so that a machine that slows down slows all alike; what counts are the
ratios inside a round. Cases:
  start   process start to the first finished picture, caches warm (f3d writes a PNG; osgviewer draws one frame in Xvfb;
          ours: first_frame_ms of bench)
  first   the same with an empty mesh cache, from the GLB (f3d has no cache)
  frame   one frame of an orbit (osgviewer: 13 frames less 1 frame, by 12; f3d is not asked: it orbits by mouse only)
  ghost   the same with all muscles at 0.4 (osgviewer: one alpha for all, sorted by mesh)
osgviewer needs the mesh as OSGB (made beforehand through assimp and osgconv, not timed). What is not installed is left out.
"""
import argparse, json, os, re, shutil, statistics, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
QUIET = dict(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def wall(command, env):
    start = time.monotonic()
    subprocess.run(command, env=env, check=False, timeout=120, **QUIET)
    return 1e3 * (time.monotonic() - start)


class Ours:
    def __init__(self, args, work):
        self.program, self.model, self.size = args.program, args.model, args.size
        self.cache = os.path.join(work, "cache")
        self.env = dict(os.environ, XDG_CACHE_HOME=self.cache)
        self.bench(frames=1)  # fills the driver's shader cache

    def bench(self, *more, frames=12):
        out = subprocess.run([self.program, "bench", "--model", self.model, "--size", self.size, "--frames", str(frames),
                              "--json", *more], env=self.env, capture_output=True, text=True, check=True).stdout
        return json.loads(out)

    def cases(self):
        shutil.rmtree(os.path.join(self.cache, "hip-atlas"), ignore_errors=True)  # the driver's shaders stay, as f3d's do
        first = self.bench(frames=1)["first_frame_ms"]
        opaque = self.bench()
        ghost = self.bench("--side", "both", "--ghost", "muscle=0.4")
        return {"first": first, "start": opaque["first_frame_ms"], "frame": opaque["frame_ms_median"],
                "ghost": ghost["frame_ms_median"], "rss MB": opaque["peak_rss_kb"] / 1024}


class F3d:
    def __init__(self, args, work):
        self.command = ["xvfb-run", "-a", "f3d", args.model, "--output", os.path.join(work, "f3d.png"), "--resolution",
                        args.size.replace("x", ","), "--quiet"]

    def cases(self):
        with_x = wall(self.command, os.environ)
        only_x = wall(["xvfb-run", "-a", "true"], os.environ)
        return {"start": with_x - only_x, "first": with_x - only_x}


class Osg:
    def __init__(self, args, work):
        self.work, self.size = work, args.size.split("x")
        obj = os.path.join(work, "m.obj")
        subprocess.run(["assimp", "export", args.model, obj], check=True, **QUIET)
        for name, alpha in (("opaque", 1), ("ghost", 0.4)):
            mtl = os.path.join(work, "m.mtl")
            text = re.sub(r"(?m)^d .*\n", "", open(mtl).read())
            open(mtl, "w").write(re.sub(r"(?m)^(newmtl .*)$", r"\1\nd %g" % alpha, text))
            subprocess.run(["osgconv", "-O", "noRotation", obj, os.path.join(work, name + ".osgb")], check=True, **QUIET)

    def view(self, name, frames):
        env = dict(os.environ, OSG_RUN_FRAME_COUNT=str(frames), OSG_NOTIFY_LEVEL="ALWAYS", DISPLAY=self.display,
                   vblank_mode="0")
        return wall(["osgviewer", "--window", "0", "0", *self.size, os.path.join(self.work, name + ".osgb")], env)

    def cases(self):
        self.display = ":96"
        x = subprocess.Popen(["Xvfb", self.display, "-screen", "0", "2000x1200x24"], **QUIET)
        time.sleep(1)
        try:
            one, ghost_one = self.view("opaque", 1), self.view("ghost", 1)
            return {"start": one, "frame": (self.view("opaque", 13) - one) / 12,
                    "ghost": (self.view("ghost", 13) - ghost_one) / 12}
        finally:
            x.terminate()
            x.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--program", default=os.path.join(HERE, "..", "build", "release", "hip-atlas"))
    parser.add_argument("--size", default="1280x720")
    args = parser.parse_args()
    args.model = os.path.abspath(args.model)
    with tempfile.TemporaryDirectory() as work:
        programs = {"hip-atlas": Ours(args, work)}
        if shutil.which("f3d") and shutil.which("xvfb-run"):
            programs["f3d"] = F3d(args, work)
        if shutil.which("osgviewer") and shutil.which("osgconv") and shutil.which("assimp") and shutil.which("Xvfb"):
            programs["osgviewer"] = Osg(args, work)
        rounds = []
        for i in range(args.rounds):
            rounds.append({name: program.cases() for name, program in programs.items()})
            print("round %d of %d" % (i + 1, args.rounds), file=sys.stderr)
    print("| program | case | median | min | max |\n|---|---|---|---|---|")
    for name in programs:
        for case in rounds[0][name]:
            values = [r[name][case] for r in rounds]
            print("| %s | %s | %.1f | %.1f | %.1f |" % (name, case, statistics.median(values), min(values), max(values)))
    print("\n| ratio, inside a round | median | min | max |\n|---|---|---|---|")
    for peer in list(programs)[1:]:
        for case in rounds[0][peer]:
            ratios = [r["hip-atlas"][case] / r[peer][case] for r in rounds if r[peer][case] > 0]
            if ratios:
                print("| %s: hip-atlas / %s | %.2f | %.2f | %.2f |" % (case, peer, statistics.median(ratios), min(ratios),
                                                                       max(ratios)))


if __name__ == "__main__":
    main()
