/**
 * Common short words of other languages that are no English words; one is enough where no word of the text is understood. Umlauts and
 * accents alone prove nothing: names have them.
 */
const FOREIGN =
  /(?:^|[\s¿¡'’(])(?:ist|los|und|warum|wieso|weshalb|wer|wo|wann|wie|der|nicht|noch|immer|jetzt|kaputt|läuft|geht|gibt|hilfe|bitte|danke|hallo|zeig|zeige|von|muestra|montre|alles|letzte|mir|fehler|wurde|wird|qué|que|quien|quién|cuando|cuándo|cómo|como|por|está|esta|pasa|pasó|paso|ayuda|gracias|hola|errores|error de|qu|quoi|pourquoi|comment|quand|où|qui|les|des|une|avec|encore|toujours|passe|aide|merci|bonjour|salut|erreurs|cosa|succede|successo|perché|perche|quando|come|aiuto|grazie|ciao|porque|quê|aconteceu|acontecendo|obrigado|ajuda|olá|wat|waarom|gebeurt|hoe|dank|hej|varför|vad|hvad|hvorfor|dlaczego|czy|nie|jest|co|się|proč|miksi|neden|ne|oldu)(?=$|[\s?!.,'’)])/iu;
/** A letter of a script that no English word has. */
const OTHER_SCRIPT = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u;

/** Whether a text is in another language than English. */
export function isForeign(text: string): boolean {
  return OTHER_SCRIPT.test(text) || /[¿¡]/.test(text) || FOREIGN.test(text);
}
