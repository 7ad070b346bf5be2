import { Dialog } from "./Dialog";
import { Kbd } from "./Kbd";
import "./ShortcutSheet.css";

export interface ShortcutGroup {
  title: string;
  shortcuts: readonly { keys: string; label: string }[];
}

/** All shortcuts of this screen and of the program. */
export function ShortcutSheet({ isOpen, onClose, title, groups }: { isOpen: boolean; onClose: () => void; title: string; groups: readonly ShortcutGroup[] }) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={title} size="large">
      <ShortcutList groups={groups} />
    </Dialog>
  );
}

export function ShortcutList({ groups }: { groups: readonly ShortcutGroup[] }) {
  return (
    <div className="hy-shortcuts">
      {groups.map((group) => (
        <section key={group.title}>
          <h3>{group.title}</h3>
          <dl>
            {group.shortcuts.map(({ keys, label }) => (
              <div key={keys}>
                <dt>{label}</dt>
                <dd>
                  <Kbd keys={keys} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
