import type { ReactNode } from "react";
import { Drawer, type DrawerProps } from "./Drawer";
import "./MasterDetail.css";

/** A list with the detail of its open row: beside it from 1600 px on, over it below. */
export function MasterDetail({ list, detail }: { list: ReactNode; detail: Omit<DrawerProps, "isDocking"> }) {
  return (
    <div className="hy-master">
      <div className="hy-master-list">{list}</div>
      <Drawer {...detail} isDocking />
    </div>
  );
}
