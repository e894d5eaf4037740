/* Draws the board's charts from the page's own JSON, in the colours of its theme. */
(() => {
  "use strict";

  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const TINT = {
    ink: colour("--ink"),
    quiet: colour("--quiet"),
    line: colour("--line"),
    surface: colour("--raised"),
    brand: colour("--brand"),
    pale: colour("--brand-line"),
    dull: colour("--dull"),
    amber: "#d79b34",
  };
  const FONT = getComputedStyle(document.body).fontFamily;
  const SMALL = { color: TINT.quiet, fontSize: 11 };

  const BASE = {
    animationDuration: 300,
    textStyle: { fontFamily: FONT, color: TINT.quiet },
    grid: { left: 46, right: 46, top: 40, bottom: 28 },
    legend: { top: 6, right: 12, itemWidth: 14, itemHeight: 8, textStyle: { color: TINT.quiet, fontSize: 12 } },
    tooltip: {
      trigger: "axis",
      renderMode: "richText", // drawn on the canvas: the content policy forbids the inline style of the usual box
      backgroundColor: TINT.surface,
      borderColor: TINT.line,
      textStyle: { color: TINT.ink, fontSize: 12, fontFamily: FONT },
    },
  };

  const isKnown = (value) => value != null;

  /** An axis of names. */
  function names(labels) {
    return {
      type: "category",
      data: labels,
      axisLine: { lineStyle: { color: TINT.line } },
      axisTick: { show: false },
      axisLabel: { ...SMALL, hideOverlap: true },
    };
  }

  /** An axis of amounts; `more` changes the axis, `label` how its figures are written. */
  function amounts(more, label) {
    return {
      type: "value",
      axisLabel: { ...SMALL, ...label },
      splitLine: { lineStyle: { color: TINT.line, opacity: 0.6 } },
      nameTextStyle: SMALL,
      ...more,
    };
  }

  /** Where the axis of rates begins: the round ten a little below the lowest rate, so that differences show. */
  function floorOf(rates) {
    return rates.length ? Math.max(0, Math.floor((Math.min(...rates) - 8) / 10) * 10) : 0;
  }

  /** Where the axis of counts ends: a round number above three times the bars, so that the lines run above them. */
  function topOf(counts) {
    return Math.max(40, Math.ceil((Math.max(...counts) * 3) / 40) * 40);
  }

  /** A line of rates over the months. */
  function curve(name, rates, tint, words, more) {
    return {
      name,
      type: "line",
      data: rates,
      connectNulls: true,
      symbolSize: 6,
      lineStyle: { width: 2.2, color: tint },
      itemStyle: { color: tint },
      tooltip: { valueFormatter: (rate) => (isKnown(rate) ? `${rate.toFixed(1)}%` : words.none) },
      z: 3,
      ...more,
    };
  }

  /** The bars of policies due, behind the lines. */
  function dueBars(due, words) {
    return {
      name: words.due,
      type: "bar",
      yAxisIndex: 1,
      data: due,
      barMaxWidth: 18,
      itemStyle: { color: TINT.pale, opacity: 0.55, borderRadius: [3, 3, 0, 0] },
    };
  }

  /** Renewal rates by month of expiry: all policies, and the two arms where there are enough of them. */
  function months({ months: labels, due, all, offer, control, words }) {
    const floor = floorOf([...all, ...offer, ...control].filter(isKnown));
    const top = topOf(due);
    const dashed = { lineStyle: { width: 1.6, type: "dashed", color: TINT.quiet } };
    const series = [dueBars(due, words), curve(words.all, all, TINT.quiet, words, dashed)];
    if (offer.some(isKnown)) series.push(curve(words.offer, offer, TINT.brand, words));
    if (control.some(isKnown)) series.push(curve(words.control, control, TINT.amber, words));
    return {
      ...BASE,
      xAxis: names(labels.map((month) => month.slice(2))),
      yAxis: [
        amounts({ min: floor, max: 100, name: words.rate, nameLocation: "end" }, { formatter: "{value}%" }),
        amounts({ splitLine: { show: false }, max: top, interval: top / 4 }),
      ],
      series,
    };
  }

  /** Open tasks by days before expiry, stacked by what is to be done. */
  function bands({ bands: labels, call, other, blocked, words }) {
    const stack = (name, counts, tint) => ({
      name,
      type: "bar",
      stack: "all",
      data: counts,
      barMaxWidth: 18,
      itemStyle: { color: tint },
    });
    return {
      ...BASE,
      grid: { left: 84, right: 24, top: 40, bottom: 26 },
      tooltip: { ...BASE.tooltip, axisPointer: { type: "shadow" } },
      xAxis: amounts({ minInterval: 1 }),
      yAxis: { ...names(labels), inverse: true },
      series: [
        stack(words.call, call, TINT.brand),
        stack(words.other, other, TINT.pale),
        stack(words.blocked, blocked, TINT.dull),
      ],
    };
  }

  const CHARTS = { months, bands };

  /** Draw one chart into its box, and again whenever the box changes its size. */
  function draw(box, data) {
    const chart = window.echarts.init(box, null, { renderer: "canvas" });
    chart.setOption(CHARTS[box.dataset.chart](data[box.dataset.chart]));
    new ResizeObserver(() => chart.resize()).observe(box);
  }

  const data = JSON.parse(document.getElementById("charts").textContent);
  for (const box of document.querySelectorAll("[data-chart]")) draw(box, data);
})();
