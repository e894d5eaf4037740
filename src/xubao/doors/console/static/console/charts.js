/* Charts from the page's own JSON. Tooltips are drawn as text on the canvas: the content policy forbids inline style. */
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("charts").textContent);
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const ink = colour("--ink"), quiet = colour("--quiet"), line = colour("--line"), brand = colour("--brand"), surface = colour("--raised");
  const amber = "#d79b34", grey = colour("--brand-line"), dull = colour("--dull");
  const font = getComputedStyle(document.body).fontFamily;
  const base = {
    animationDuration: 300, textStyle: { fontFamily: font, color: quiet },
    grid: { left: 46, right: 46, top: 40, bottom: 28 },
    legend: { top: 6, right: 12, itemWidth: 14, itemHeight: 8, textStyle: { color: quiet, fontSize: 12 } },
    tooltip: { trigger: "axis", renderMode: "richText", backgroundColor: surface, borderColor: line, textStyle: { color: ink, fontSize: 12, fontFamily: font } },
  };
  const category = (names) => ({ type: "category", data: names, axisLine: { lineStyle: { color: line } }, axisTick: { show: false }, axisLabel: { color: quiet, fontSize: 11, hideOverlap: true } });
  const amount = (more) => ({ type: "value", axisLabel: { color: quiet, fontSize: 11, ...more?.label }, splitLine: { lineStyle: { color: line, opacity: 0.6 } }, nameTextStyle: { color: quiet, fontSize: 11 }, ...more?.axis });

  function months({ months: names, due, all, offer, control, words }) {
    const percent = (value) => (value == null ? words.none : `${value.toFixed(1)}%`);
    const curve = (name, values, tint, more) => ({ name, type: "line", data: values, connectNulls: true, symbolSize: 6, lineStyle: { width: 2.2, color: tint }, itemStyle: { color: tint }, tooltip: { valueFormatter: percent }, z: 3, ...more });
    const known = [...all, ...offer, ...control].filter((value) => value != null);
    const floor = known.length ? Math.max(0, Math.floor((Math.min(...known) - 8) / 10) * 10) : 0;
    const top = Math.max(40, Math.ceil((Math.max(...due) * 3) / 40) * 40); // a round number above three times the bars
    const some = (values) => values.some((value) => value != null);
    return {
      ...base, xAxis: category(names.map((name) => name.slice(2))),
      yAxis: [amount({ label: { formatter: "{value}%" }, axis: { min: floor, max: 100, name: words.rate, nameLocation: "end" } }), amount({ axis: { splitLine: { show: false }, max: top, interval: top / 4 } })],
      series: [
        { name: words.due, type: "bar", yAxisIndex: 1, data: due, barMaxWidth: 18, itemStyle: { color: grey, opacity: 0.55, borderRadius: [3, 3, 0, 0] } },
        curve(words.all, all, quiet, { lineStyle: { width: 1.6, type: "dashed", color: quiet } }),
        ...(some(offer) ? [curve(words.offer, offer, brand)] : []), ...(some(control) ? [curve(words.control, control, amber)] : []),
      ],
    };
  }

  function bands({ bands: names, call, other, blocked, words }) {
    const stack = (name, values, tint) => ({ name, type: "bar", stack: "all", data: values, barMaxWidth: 18, itemStyle: { color: tint } });
    return {
      ...base, grid: { left: 84, right: 24, top: 40, bottom: 26 }, tooltip: { ...base.tooltip, axisPointer: { type: "shadow" } },
      xAxis: amount({ axis: { minInterval: 1 } }), yAxis: { ...category(names), inverse: true },
      series: [stack(words.call, call, brand), stack(words.other, other, grey), stack(words.blocked, blocked, dull)],
    };
  }

  const draw = { months, bands };
  for (const box of document.querySelectorAll("[data-chart]")) {
    const chart = window.echarts.init(box, null, { renderer: "canvas" });
    chart.setOption(draw[box.dataset.chart](data[box.dataset.chart]));
    new ResizeObserver(() => chart.resize()).observe(box);
  }
})();
