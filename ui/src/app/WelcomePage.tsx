import type { PracticeStarted, SampleWords } from "../api/generated";
import { useCommand } from "../api/query";
import { useGo } from "../api/url";
import { Welcome } from "../features/session";
import { tour } from "../features/tour";
import { useAccount } from "./account";

/** The choice after the first start; the way back to it is the guided tour in the person menu. */
export function WelcomePage() {
  const go = useGo();
  const { user } = useAccount();
  const save = useCommand("save_draft");
  const practise = (started: PracticeStarted, words: SampleWords) => {
    tour.start();
    const draft = sampleDraft(started, words);
    // Without its sample the wizard begins empty: a group or a file does as well.
    save.mutateAsync({ draft: null, version: null, title: words.template, body: draft }).then(
      (saved) => go(`/send?draft=${encodeURIComponent(saved.draft)}`),
      () => go("/send"),
    );
  };
  return <Welcome name={user.name} onPractice={practise} onChannel={() => go("/channels?add=cmpp")} />;
}

/** Text and list to begin with; the wizard reads drafts of any age and fills in what is missing. */
function sampleDraft(started: PracticeStarted, words: SampleWords) {
  return {
    business: "notice",
    template: started.template,
    signature: words.signature,
    text: words.text,
    source: started.sample_file === null ? null : { file: started.sample_file, name: `${words.group}.xlsx`, layout: {}, job: null },
  };
}
