import { LANGUAGES, LanguageOf } from "./i18n/i18n";
import { About } from "./pages/About";
import { useRemembered } from "./ui/remembered";
import { THEMES, useTheme } from "./ui/theme";

export function App() {
  const [language, setLanguage] = useRemembered("language", LANGUAGES);
  const [theme, setTheme] = useRemembered("theme", THEMES);
  useTheme(theme);
  return (
    <LanguageOf language={language}>
      <About onLanguage={setLanguage} theme={theme} onTheme={setTheme} />
    </LanguageOf>
  );
}
