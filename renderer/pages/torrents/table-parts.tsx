type Part = React.ComponentProps<'div'>;

/*
 * The parts of the table as `div`s with roles (ui.md AX-5). Chromium styles real table cells that come and go ever slower until its next
 * garbage collection, 10 to 100 ms for a screenful while somebody scrolls (TR-8, `npm run bench -- scroll`); these take 10 ms each time.
 */

export const TableBox = (props: Part) => <div role="table" {...props} />;
export const RowGroup = (props: Part) => <div role="rowgroup" {...props} />;
export const RowBox = (props: Part) => <div role="row" {...props} />;
export const HeadBox = (props: Part) => <div role="columnheader" {...props} />;
export const CellBox = (props: Part) => <div role="cell" {...props} />;
