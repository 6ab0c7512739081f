const how =
  /\bhow (?:do|can|could|should|would|does|to|might|may|am|must|will|is)\b(?! (?:you (?:do|help|work)|this work|long|many))|\bhow i (?:can|could|should|would|must)\b|\bwhat (?:is|are)(?: the| a)? (?:way|ways|process|procedure|steps|best way|right way|instructions)\b|\b(?:steps|instructions?|guide|tutorial|directions|procedure|documentation|article|manual|way|process)\b[^|]{0,30}? (?:to|for|on|of)\b|\b(?:show|tell|explain|teach|instruct|walk)(?: \w+)? (?:me )?(?:how|through)\b|\bwhere (?:can|do|could|should|would) (?:i|we|you|one)\b|\bis there (?:a|any) way\b|\bhow\b[^|]{0,4}$/;

/** Whether they ask for the way, not for the deed. */
export function readMode(line: string): 'do' | 'how' {
  return how.test(line) ? 'how' : 'do';
}
