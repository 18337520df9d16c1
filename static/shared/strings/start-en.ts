// What the start page says, in English.

export const start_en = {
  tab_title: "Candor",
  language: "Language",
  title: "Candor",
  text: "Here people say, without fear, what they think of those who lead them: what is stored tells nobody who said what. Leaders read fair, sober results.",
  code: "I have a code",
  code_text: "From a slip that you were given.",
  leaders: "Read results",
  leaders_text: "For leaders and supervisors, with an account.",
  staff: "Sign in",
  staff_text: "For those who organise a round.",
  notices: "Licences",
};

export type StartKey = keyof typeof start_en;
