import type { ReactNode } from "react";
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from "react-aria-components";
import { Icon, type IconName } from "./Icon";
import "./Tabs.css";

export interface TabItem<V extends string> {
  id: V;
  label: string;
  icon?: IconName | undefined;
  /** Pending things behind this tab. */
  count?: string | undefined;
  isDisabled?: boolean | undefined;
}

export interface TabsProps<V extends string> {
  label: string;
  items: readonly TabItem<V>[];
  value: V;
  onChange: (value: V) => void;
  /** The content of the chosen tab. */
  children: ReactNode;
}

/** Views of one thing, one at a time. Which one is the caller's state, so that it can stand in the address. */
export function Tabs<V extends string>({ label, items, value, onChange, children }: TabsProps<V>) {
  return (
    <AriaTabs
      className="hy-tabs"
      selectedKey={value}
      keyboardActivation="manual"
      onSelectionChange={(key) => {
        const chosen = items.find((item) => item.id === key);
        if (chosen) onChange(chosen.id);
      }}
    >
      <TabList aria-label={label} className="hy-tab-list">
        {items.map((item) => (
          <Tab key={item.id} id={item.id} className="hy-tab" isDisabled={item.isDisabled ?? false}>
            {item.icon && <Icon name={item.icon} />}
            {item.label}
            {item.count !== undefined && <span className="hy-tab-count">{item.count}</span>}
          </Tab>
        ))}
      </TabList>
      <TabPanel key={value} id={value} className="hy-tab-panel">
        {children}
      </TabPanel>
    </AriaTabs>
  );
}
