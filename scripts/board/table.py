"""The table's arithmetic: from raw answers to figures, and to markdown."""

import statistics


def figures(pairs, tool, prepared=0.0):
    """What one tool did on some pairs. `pairs` is the raw list; `prepared` the CPU seconds of what
    it made once. Rates are over mutants: CPU minutes of mutants and of preparing."""
    mutants = [pair for pair in pairs if pair["mutant"]]
    controls = [pair for pair in pairs if not pair["mutant"]]
    answers = [pair["tools"][tool] for pair in mutants]
    told = [one for one in answers if one["told"]]
    minutes = (sum(one["cpu"] for one in answers) + prepared) / 60
    alarms = [one for one in (pair["tools"][tool] for pair in controls) if one["told"]]
    given = {one["witness"] for one in alarms if one["witness"]}
    sizes = [one["size"] for one in told if one["size"]]
    rates = [one["rate"] for one in answers if one.get("rate")]
    return {
        "mutants": len(mutants),
        "told": len(told),
        # What shows on a control as well shows nothing of a mutant.
        "empty": sum(1 for one in told if one["witness"] in given),
        "controls": len(controls),
        "alarms": len(alarms),
        "perMinute": len(told) / minutes if minutes else 0.0,
        "witness": statistics.median(sizes) if sizes else None,
        "rate": statistics.median(rates) if rates else None,
        "cpu": statistics.median([one["cpu"] for one in answers]) if answers else None,
        "late": sum(1 for pair in pairs if pair["tools"][tool]["late"]),
    }


def told_by_any(pairs):
    """Mutants that at least one tool told: what is known to be no equivalent."""
    return sum(
        1 for pair in pairs if pair["mutant"] and any(t["told"] for t in pair["tools"].values())
    )


def number(value, digits=0):
    return "–" if value is None else "{:,.{}f}".format(value, digits)


def row(tool, got):
    return "| %s | %d of %d | %d | %d of %d | %s | %s | %s | %s | %d |" % (
        tool, got["told"], got["mutants"], got["empty"], got["alarms"], got["controls"],
        number(got["perMinute"], 1), number(got["witness"]), number(got["rate"]),
        number(got["cpu"], 1), got["late"],
    )


HEAD = (
    "| tool | mutants told | by a control's witness | false alarms | told per CPU-minute "
    "| witness, characters (median) | probes or examples a second (median) "
    "| CPU seconds a mutant (median) | ended late |\n"
    "|---|---|---|---|---|---|---|---|---|"
)


def table(results):
    """Markdown: all libraries together, then each."""
    tools = results[0]["order"]
    every = [pair for one in results for pair in one["pairs"]]
    spent = {tool: sum(one["prepared"].get(tool, 0.0) for one in results) for tool in tools}
    lines = ["**All %d libraries** (%d of %d mutants were told by some tool)\n" % (
        len(results), told_by_any(every), sum(1 for pair in every if pair["mutant"]))]
    lines += [HEAD] + [row(tool, figures(every, tool, spent[tool])) for tool in tools]
    for one in results:
        pairs = one["pairs"]
        lines.append("\n**%s** (%s; %d of %d mutants were told by some tool)\n" % (
            one["title"], one["kind"], told_by_any(pairs),
            sum(1 for pair in pairs if pair["mutant"])))
        lines.append(HEAD)
        lines += [
            row(tool, figures(pairs, tool, one["prepared"].get(tool, 0.0))) for tool in tools
        ]
    return "\n".join(lines)


def only(pairs, tools, one):
    """Mutants that `one` told and none of the other `tools` did."""
    return [
        pair["name"] for pair in pairs
        if pair["mutant"] and pair["tools"][one]["told"]
        and not any(pair["tools"][tool]["told"] for tool in tools if tool != one)
    ]
