/// The style of the HTML report: one column, system fonts, dark and light.
enum ReportStyle {
  /// The sheet. Colours are variables; each pair of text and ground has a contrast of at least 4.5.
  static let sheet = colors + page + rounds

  private static let colors = """
    :root { color-scheme: light dark;
      --ground: #fbfaf8; --panel: #fff; --ink: #1d1f23; --quiet: #5d636e; --line: #e2dfd9;
      --good: #1a7046; --fair: #8a5a00; --bad: #b3261e; --main: #1f5fae; --second: #a35b00;
      --old: #fdeceb; --new: #e8f5ec; --mark: #ffdf80; --mark-ink: #1d1f23; --code: #f4f2ee; }
    @media (prefers-color-scheme: dark) { :root {
      --ground: #15171b; --panel: #1d2025; --ink: #e8e6e1; --quiet: #a2a8b3; --line: #33373f;
      --good: #6fcf97; --fair: #f0b95b; --bad: #ff8a80; --main: #7fb3f5; --second: #e5a35a;
      --old: #3a2123; --new: #1b3325; --mark: #7a5c00; --mark-ink: #fff; --code: #262a31; } }

    """

  private static let page = """
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; }
    body { margin: 0; background: var(--ground); color: var(--ink);
      font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
    main { max-width: 60rem; margin: 0 auto; padding: 2.5rem 1.25rem 5rem; }
    section { margin-top: 3rem; }
    h1 { margin: 0; font-size: 2.4rem; line-height: 1.15; letter-spacing: -.02em;
      overflow-wrap: anywhere; }
    h2 { margin: 0 0 .8rem; font-size: 1.3rem; letter-spacing: -.01em; }
    h3 { margin: 1.8rem 0 .5rem; font-size: 1rem; }
    h4 { margin: 0 0 .25rem; font-size: .72rem; font-weight: 600; color: var(--quiet);
      text-transform: uppercase; letter-spacing: .06em; }
    p { margin: .4rem 0; }
    ul { margin: .4rem 0; padding-left: 1.2rem; }
    li { margin: .25rem 0; overflow-wrap: anywhere; }
    code, pre { font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, "DejaVu Sans Mono",
      monospace; font-size: .86em; }
    pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.5; }
    mark { background: var(--mark); color: var(--mark-ink); border-radius: 2px; }
    summary { cursor: pointer; color: var(--quiet); padding: .3rem 0; }
    .kicker { margin: 0 0 .5rem; color: var(--quiet); font-size: .85rem; }
    .quiet { color: var(--quiet); font-size: .9rem; overflow-wrap: anywhere; }
    .stop { margin: .9rem 0 .5rem; padding-left: .8rem; border-left: 3px solid currentColor;
      overflow-wrap: anywhere; }
    .stop strong { text-transform: capitalize; margin-right: .3rem; }
    .stop.good { color: var(--good); } .stop.fair { color: var(--fair); }
    .stop.bad { color: var(--bad); } .stop.plain { color: var(--quiet); }
    .figures { display: grid; grid-template-columns: repeat(6, 1fr);
      gap: 1px; margin: 2rem 0 0; padding: 0; background: var(--line);
      border: 1px solid var(--line); border-radius: 10px; overflow: hidden; }
    .figures > div { padding: .9rem 1rem 1rem; background: var(--panel); }
    .figures dt { color: var(--quiet); font-size: .82rem; }
    .figures dd { margin: .1rem 0 0; font-size: 1.75rem; line-height: 1.2; letter-spacing: -.01em;
      font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
    .figures small { display: block; margin-top: .3rem; color: var(--quiet); font-size: .78rem;
      line-height: 1.35; letter-spacing: 0; }
    figure { margin: 0; padding: 1rem; background: var(--panel); border: 1px solid var(--line);
      border-radius: 10px; }
    figcaption { margin-top: .4rem; color: var(--quiet); font-size: .85rem; }
    .key { margin-right: 1.2rem; white-space: nowrap; }
    .key::before { content: ""; display: inline-block; width: 1.1rem; margin-right: .45rem;
      border-top: 3px solid var(--main); vertical-align: middle; }
    .key.second::before { border-top: 2px dashed var(--second); }
    .chart { display: block; width: 100%; max-width: 44rem; height: auto; margin: 0 auto; }
    .chart text { font: 11px system-ui, sans-serif; fill: var(--quiet);
      font-variant-numeric: tabular-nums; }
    .chart text.second { fill: var(--second); }
    .chart .grid { stroke: var(--line); stroke-width: 1; }
    .chart polyline { fill: none; stroke-linejoin: round; }
    .chart polyline.fidelity { stroke: var(--main); stroke-width: 2; }
    .chart polyline.economy { stroke: var(--second); stroke-width: 1.5; stroke-dasharray: 4 4; }
    .chart circle.fidelity { fill: var(--main); stroke: var(--panel); stroke-width: 1.5; }
    .chart circle.economy { fill: var(--second); }
    .chart .bar { fill: none; stroke: var(--main); stroke-width: 1.25; opacity: .65; }

    """

  private static let rounds = """
    .round { padding-top: 1.6rem; border-top: 1px solid var(--line); }
    .wide { overflow-x: auto; }
    table { width: 100%; border-collapse: collapse; font-size: .9rem;
      font-variant-numeric: tabular-nums; }
    th, td { padding: .4rem .9rem .4rem 0; border-bottom: 1px solid var(--line); text-align: left;
      vertical-align: baseline; font-weight: 400; white-space: nowrap; }
    td.text { white-space: normal; min-width: 18rem; overflow-wrap: anywhere; }
    tr.open td { background: var(--old); }
    thead th { color: var(--quiet); font-size: .8rem; }
    .cause { margin: .8rem 0; padding: .8rem 1rem 1rem; background: var(--panel);
      border: 1px solid var(--line); border-radius: 10px; }
    .cause .head { margin: 0 0 .5rem; overflow-wrap: anywhere; }
    .cause .head .quiet { display: inline-block; }
    .badge { display: inline-block; padding: 0 .4rem; border: 1px solid currentColor;
      border-radius: 4px; font-size: .75rem; font-weight: 600; }
    .badge.p0, .badge.p1 { color: var(--bad); } .badge.p2 { color: var(--fair); }
    .badge.p3 { color: var(--quiet); }
    .probe { padding: .5rem .7rem; background: var(--code); border-radius: 6px; }
    .sides { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; margin-top: .7rem; }
    .sides > div { min-width: 0; }
    .diff { margin-top: .3rem; border: 1px solid var(--line); border-radius: 8px;
      overflow: hidden; background: var(--panel); font: .8rem/1.5 ui-monospace, "SF Mono",
      "Cascadia Mono", Menlo, "DejaVu Sans Mono", monospace; }
    .diff .row { display: grid; grid-template-columns: 1fr 1fr; }
    .diff span { min-width: 0; min-height: 1.5em; padding: .05rem .6rem; white-space: pre-wrap;
      overflow-wrap: anywhere; }
    .diff .row > span + span { border-left: 1px solid var(--line); }
    .diff .old { background: var(--old); } .diff .new { background: var(--new); }
    .diff .none { background: var(--code); }
    .diff .same { color: var(--quiet); }
    .diff .at { background: var(--code); color: var(--quiet); font-size: .9em; }
    .digests { display: grid; grid-template-columns: max-content minmax(0, 1fr);
      gap: .3rem 1.2rem; margin: 0; font-size: .9rem; }
    .digests dt { color: var(--quiet); }
    .digests dd { margin: 0; overflow-wrap: anywhere; }
    @media (max-width: 60rem) { .figures { grid-template-columns: repeat(3, 1fr); } }
    @media (max-width: 40rem) {
      main { padding: 1.5rem 1rem 3rem; }
      h1 { font-size: 1.9rem; }
      .figures { grid-template-columns: 1fr 1fr; }
      .figures dd { font-size: 1.4rem; }
      figure { padding: .6rem .4rem; }
      .sides { grid-template-columns: 1fr; gap: .6rem; }
      .diff .row { grid-template-columns: 1fr; }
      .diff .row > span + span { border-left: 0; }
      .diff .twin, .diff .none, .diff .at span + span { display: none; }
      .digests { grid-template-columns: 1fr; gap: 0; }
      .digests dd { margin-bottom: .6rem; }
    }
    @media print { body { background: #fff; } .cause, figure, .figures { break-inside: avoid; } }
    """
}
