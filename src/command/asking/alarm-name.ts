/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const LONGEST = 255;

/** The error about an alarm name that is too long, in a sentence; undefined if the length is fine. */
export function tooLong(name: string): string | undefined {
  return name.length > LONGEST ? `An alarm's name has at most ${LONGEST} characters.` : undefined;
}
