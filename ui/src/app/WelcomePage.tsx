import { useGo } from "../api/url";
import { Welcome } from "../features/session";
import { tour } from "../features/tour";
import { useAccount } from "./account";

/** The choice after the first start; the way back to it is the guided tour in the person menu. */
export function WelcomePage() {
  const go = useGo();
  const { user } = useAccount();
  return (
    <Welcome
      name={user.name}
      onPractice={() => {
        tour.start();
        go("/send");
      }}
      onChannel={() => go("/channels?add=cmpp")}
    />
  );
}
