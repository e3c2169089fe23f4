import type { Here } from "./ways.ts";

const ANSWERS =
  /^(?:y|n|yes|yep|yeah|yup|ja|nein|oui|non|si|sí|no|nope|nah|ok|okay|k|kk|sure|right|correct|true|false|\d{1,3}|one|two|three|first|second|the (?:first|second|last) one|do it|go|go ahead|proceed|confirm|agreed|continue|next|more|both|none|quit|exit)$/i;
const GREETINGS =
  /^(?:hi|hello|hey|yo|hiya|howdy|morning|evening|good (?:morning|evening|night|day|bot|job)|thanks|thank you|thx|ty|cheers|bye|lol|haha|nice|cool|great|wow|ping|test|testing|(?:are )?you there|any(?:one|body) there|sorry|damn|wtf|ugh|argh|hmm|gumshoe)(?:[\s,!.]+(?:there|bot|gumshoe|all|team|again|a lot|so much|much|everyone|for that))*$/i;

/**
 * Common short words of other languages that are no English words; one is enough where no word of the text is understood. Umlauts and
 * accents alone prove nothing: names have them.
 */
const FOREIGN =
  /(?:^|[\s¿¡'’(])(?:ist|los|und|warum|wieso|weshalb|wer|wo|wann|wie|der|nicht|noch|immer|jetzt|kaputt|läuft|geht|gibt|hilfe|bitte|danke|hallo|zeig|zeige|mir|fehler|wurde|wird|qué|que|quien|quién|cuando|cuándo|cómo|como|por|está|esta|pasa|pasó|paso|ayuda|gracias|hola|errores|error de|qu|quoi|pourquoi|comment|quand|où|qui|les|des|une|avec|encore|toujours|passe|aide|merci|bonjour|salut|erreurs|cosa|succede|successo|perché|perche|quando|come|aiuto|grazie|ciao|porque|quê|aconteceu|acontecendo|obrigado|ajuda|olá|wat|waarom|gebeurt|hoe|dank|hej|varför|vad|hvad|hvorfor|dlaczego|czy|nie|jest|co|się|proč|miksi|neden|ne|oldu)(?=$|[\s?!.,'’)])/iu;
/** A letter of a script that no English word has. */
const OTHER_SCRIPT = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u;

/** A friendly line for what asks nothing: a greeting, an answer to no question, an emoji. Undefined for other texts. */
export function smallTalk({ text, said }: Pick<Here, "text" | "said">): string | undefined {
  const plain = text.replace(/[\s.,!?]+$/, "");
  if (!/[\p{L}\p{N}]/u.test(plain)) return "Nothing is asked by that.";
  if (ANSWERS.test(plain)) return "No question waits for an answer here; a button or a command does it.";
  if (plain.length <= 80 && GREETINGS.test(plain)) {
    return said.surroundings.open.length === 0 ? "Gumshoe is here, and nothing is open." : "Gumshoe is here.";
  }
  return undefined;
}

/** Whether a text is in another language than English. */
export function isForeign(text: string): boolean {
  return OTHER_SCRIPT.test(text) || /[¿¡]/.test(text) || FOREIGN.test(text);
}
