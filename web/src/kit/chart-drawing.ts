// Draws a chart with ECharts: only the parts that are used, as SVG, with tooltips inside of the picture,
// so that the page needs no style of its own.
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { type EChartsCoreOption, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { ChartData, Series, Tone } from "./chart";

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

export interface ChartColours {
    text: string;
    quiet: string;
    line: string;
    ground: string;
    font: string;
    tones: Record<Tone, string>;
}
export interface Drawing {
    draw: (data: ChartData, colours: ChartColours) => void;
    close: () => void;
}

const NAME_PX_MIN = 48;
const NAME_SHARE_MAX = 0.4;
const CHINESE_PX = 12.5;
const LATIN_PX = 7;
const BAR_PX = 16;
const HUNDRED = 100;

const shown = (isShare: boolean | undefined, value: unknown) =>
    typeof value !== "number" ? "–" : isShare ? `${Math.round(HUNDRED * value)}%` : String(value);

function seriesOf(data: ChartData, one: Series, colours: ChartColours) {
    const isBars = data.form === "bars";
    return {
        name: one.name,
        type: isBars ? "bar" : "line",
        stack: data.isStacked ? "all" : undefined,
        data: one.values,
        color: colours.tones[one.tone],
        barMaxWidth: BAR_PX,
        symbolSize: 6,
        animation: false,
        label:
            isBars && !data.isStacked
                ? {
                      show: true,
                      position: "right",
                      color: colours.quiet,
                      formatter: ({ value }: { value: unknown }) => shown(data.isShare, value),
                  }
                : undefined,
    };
}

/** As wide as the longest name, but never so wide that the bars have no room. */
function nameWidth(names: readonly string[], width: number): number {
    const px = (text: string) =>
        [...text].reduce((sum, c) => sum + (c > "\u2e80" ? CHINESE_PX : LATIN_PX), 0);
    const longest = Math.max(NAME_PX_MIN, ...names.map(px));
    return Math.ceil(Math.min(longest, width * NAME_SHARE_MAX));
}

export function optionOf(data: ChartData, colours: ChartColours, width: number): EChartsCoreOption {
    const isBars = data.form === "bars";
    const namePx = nameWidth(data.categories, width);
    const names = {
        type: "category",
        data: data.categories,
        inverse: isBars,
        axisTick: { show: false },
        axisLine: { lineStyle: { color: colours.line } },
        axisLabel: {
            color: colours.text,
            ...(isBars && { width: namePx, overflow: "truncate", interval: 0 }),
        },
    };
    const values = {
        type: "value",
        ...(data.isShare ? { min: 0, max: 1 } : { minInterval: 1 }),
        axisLabel: {
            color: colours.quiet,
            formatter: (value: number) => shown(data.isShare, value),
            hideOverlap: true,
        },
        splitLine: { lineStyle: { color: colours.line } },
    };
    return {
        animation: false,
        textStyle: { fontFamily: colours.font, color: colours.text },
        grid: {
            left: isBars ? namePx + 12 : 8,
            right: 40,
            top: data.series.length > 1 ? 36 : 8,
            bottom: 24,
            ...(!isBars && { containLabel: true }),
        },
        legend:
            data.series.length > 1
                ? {
                      top: 0,
                      left: 0,
                      type: "plain",
                      itemWidth: 12,
                      itemHeight: 10,
                      textStyle: { color: colours.text },
                  }
                : { show: false },
        tooltip: {
            trigger: "axis",
            renderMode: "richText",
            confine: true,
            axisPointer: { type: isBars ? "shadow" : "line" },
            backgroundColor: colours.ground,
            borderColor: colours.line,
            textStyle: { color: colours.text, fontFamily: colours.font },
            valueFormatter: (value: unknown) => shown(data.isShare, value),
        },
        xAxis: isBars ? values : names,
        yAxis: isBars ? names : values,
        series: data.series.map((one) => seriesOf(data, one, colours)),
    };
}

/** Draws into `place`, and again whenever it is as wide as it was not before. */
export function openDrawing(place: HTMLElement): Drawing {
    const chart = init(place, null, { renderer: "svg" });
    let last: { data: ChartData; colours: ChartColours } | null = null;
    const redraw = () => {
        if (last) chart.setOption(optionOf(last.data, last.colours, place.clientWidth), true);
    };
    const watcher = new ResizeObserver(() => {
        chart.resize();
        redraw();
    });
    watcher.observe(place);
    return {
        draw: (data, colours) => {
            last = { data, colours };
            chart.resize();
            redraw();
        },
        close: () => {
            watcher.disconnect();
            chart.dispose();
        },
    };
}
