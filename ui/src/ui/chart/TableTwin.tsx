import { Button } from "react-aria-components";
import { type ChartData, type Datum, datumAt } from "./data";

/** The figures of a chart as a table. */
export function TableTwin({ title, data, format, onPick }: { title: string; data: ChartData; format: (value: number) => string; onPick: ((datum: Datum) => void) | undefined }) {
  const figure = (value: number | null) => (value === null ? "–" : format(value));
  return (
    <div className="hy-chart-twin" tabIndex={0} role="region" aria-label={title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{data.categoryTitle}</th>
            {data.series.map((series) => (
              <th key={series.id} scope="col" className="is-numeric">
                {series.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.categories.map((category, categoryIndex) => (
            <tr key={category}>
              <th scope="row">{category}</th>
              {data.series.map((series, seriesIndex) => {
                const datum = datumAt(data, seriesIndex, categoryIndex);
                return (
                  <td key={series.id} className="is-numeric">
                    {datum && onPick && datum.value !== null ? (
                      <Button className="hy-link" onPress={() => onPick(datum)}>
                        {figure(datum.value)}
                      </Button>
                    ) : (
                      figure(datum?.value ?? null)
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
