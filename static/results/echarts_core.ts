// The parts of Apache ECharts that bars need, and no others. Loaded by itself, when the first chart comes into view.
import { BarChart } from "echarts/charts";
import { AriaComponent, GridComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, GridComponent, TooltipComponent, AriaComponent, SVGRenderer]);

export { init };
