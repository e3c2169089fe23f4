/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const LONGEST = 255;

/** What is wrong with the length of an alarm's name, in a sentence; undefined where nothing is. */
export function tooLong(name: string): string | undefined {
  return name.length > LONGEST ? `An alarm's name has at most ${LONGEST} characters.` : undefined;
}
