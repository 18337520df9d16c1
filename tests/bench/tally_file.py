#!/usr/bin/env python3
"""How long `candor tally` takes over a file, and how much memory: writes a round and its ballots from a
seed, runs the real program on them, and prints one JSON line.

    tests/bench/tally_file.py --candor build/release/candor
    tests/bench/tally_file.py --candor build/release/candor --units 10000 --members 7 --ballots 300000

The first is 1,000,000 ballots of 20 items about the team in 114 units and 3 categories (342 groups); the
second a round of 10,000 units with 7 members each, two items about each member and three about the team.
seconds: the median of --runs; rss_mb: the largest resident size of any run. Writing the file is not timed.
"""
import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time

OPTIONS = ["excellent", "competent", "basic", "incompetent", "unknown", ""]
CATEGORIES = ["A", "B", "C"]


def label(text):
    return {"en": text, "zh-CN": text}


def item(name):
    return {"id": name, "type": "scale", "scale": "s", "label": label(name), "weight": "10"}


def make_round(args):
    """Units hang in a tree of three levels: the first, then one in 50 under it, then the rest."""
    options = [
        {"id": "excellent", "label": label("Excellent"), "value": "100", "favourable": True},
        {"id": "competent", "label": label("Competent"), "value": "80", "favourable": True},
        {"id": "basic", "label": label("Basic"), "value": "60"},
        {"id": "incompetent", "label": label("Not competent"), "value": "0"},
        {"id": "unknown", "label": label("Don't know"), "scored": False},
    ]
    sections = [{"id": "team", "about": "team", "title": label("Team"),
                 "items": [item(f"t{i + 1}") for i in range(args.items)]}]
    if args.members:
        sections.append({"id": "member", "about": "member", "title": label("Members"),
                         "items": [item(f"m{i + 1}") for i in range(args.member_items)]})
    units = []
    for i in range(args.units):
        parent = None if i == 0 else ("u0" if i <= args.units // 50 else f"u{1 + i % max(1, args.units // 50)}")
        units.append({"id": f"u{i}", "name": label(f"Unit {i}"), "parent": parent,
                      "due": {"A": 6, "B": 30, "C": 100},
                      "members": [{"id": f"p{m}", "name": label(f"Person {m}")} for m in range(args.members)]})
    return {"candor_round": 1, "id": "bench", "title": label("Bench"), "languages": ["en", "zh-CN"],
            "scales": {"s": {"options": options}}, "sections": sections,
            "categories": [{"id": c, "label": label(c), "weight": w} for c, w in zip(CATEGORIES, ("0.3", "0.3", "0.4"))],
            "units": units, "rules": {"invalid": ["blank_ballot", "all_same"]}, "access": {"mode": "ticket"}}


def write_ballots(path, args, draw):
    columns = [f"t{i + 1}" for i in range(args.items)]
    columns += [f"m{i + 1}" for i in range(args.member_items)] if args.members else []
    no_members = "," * (len(columns) - args.items)
    no_team = "," * args.items
    with open(path, "w", encoding="utf-8", newline="") as out:
        out.write("ballot,unit,category,about," + ",".join(columns) + "\r\n")
        for ballot in range(args.ballots):
            start = f"b{ballot},u{draw.randrange(args.units)},{draw.choice(CATEGORIES)},"
            out.write(start + "team," + ",".join(draw.choices(OPTIONS, (30, 30, 20, 8, 8, 4), k=args.items)) + no_members + "\r\n")
            for member in range(args.members):
                out.write(start + f"p{member}" + no_team + ","
                          + ",".join(draw.choices(OPTIONS, (30, 30, 20, 8, 8, 4), k=args.member_items)) + "\r\n")


def run_once(command):
    """Seconds and resident size in MB of one run; its output is thrown away."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"candor tally ended with {process.returncode}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--candor", default="build/release/candor")
    parser.add_argument("--ballots", type=int, default=1_000_000)
    parser.add_argument("--items", type=int, help="about the team; 20, or 3 where units have members")
    parser.add_argument("--units", type=int, default=114)
    parser.add_argument("--members", type=int, default=0)
    parser.add_argument("--member-items", type=int, default=2)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", default="json")
    parser.add_argument("--keep", help="a directory for the files, which are used again if they are there")
    args = parser.parse_args()
    args.items = args.items or (3 if args.members else 20)
    return args


def main():
    args = read_arguments()
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.keep or scratch
        os.makedirs(folder, exist_ok=True)
        name = f"{args.ballots}-{args.units}-{args.members}-{args.items}-{args.member_items}-{args.seed}"
        round_file, ballots_file = (os.path.join(folder, name + end) for end in (".json", ".csv"))
        if not os.path.exists(ballots_file):
            with open(round_file, "w", encoding="utf-8") as out:
                json.dump(make_round(args), out)
            write_ballots(ballots_file, args, random.Random(args.seed))
        command = [args.candor, "tally", "--round", round_file, "--ballots", ballots_file, "--format", args.format]
        runs = [run_once(command) for _ in range(args.runs)]
        print(json.dumps({"ballots": args.ballots, "units": args.units, "members": args.members,
                          "file_mb": round(os.path.getsize(ballots_file) / 1e6, 1),
                          "seconds": round(statistics.median(run[0] for run in runs), 2),
                          "cpu_seconds": round(statistics.median(run[1] for run in runs), 2),
                          "rss_mb": round(max(run[2] for run in runs), 1)}))


if __name__ == "__main__":
    main()
