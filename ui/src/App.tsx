import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider as LinkRouter } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { densityChoice, themeChoice } from "./api/appearance";
import { Gate } from "./app/Gate";
import type { AppRouter } from "./app/router";
import { language } from "./i18n";
import { Kit, useDensity, useTheme } from "./ui";

/** The program: looks, words and the way between screens; who may see them is asked at the gate. */
export function App({ client, router }: { client: QueryClient; router: AppRouter }) {
  useTranslation("shell"); // follows the language
  useTheme(themeChoice.use());
  useDensity(densityChoice.use());
  return (
    <QueryClientProvider client={client}>
      <LinkRouter navigate={(address) => router.history.push(address)} useHref={hrefOf}>
        <Kit language={language()}>
          <Gate router={router} />
        </Kit>
      </LinkRouter>
    </QueryClientProvider>
  );
}

/** What a link shows and what "open in a new window" takes. */
function hrefOf(address: string): string {
  return `#${address}`;
}
