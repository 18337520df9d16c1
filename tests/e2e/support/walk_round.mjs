// What is asked and answered in the walk: units, members, who is due, and everybody's ballots.
export const kCategories = ["superiors", "managers", "staff"];
export const kScaleItems = ["direction", "decisions", "results", "integrity", "style", "overall"];
export const kMembers = ["m1", "m2", "m3"];
// The workshop's superiors are fewer than five: they are counted together with its managers. The stores are too few to be shown.
export const kBallots = { superiors: 3, managers: 8, staff: 20 };
export const kUnits = `unit,parent,name.zh-CN,name.en,member,member_name.zh-CN,member_name.en,post.zh-CN,post.en,head,kind,due.superiors,due.managers,due.staff
workshop,,一分厂,Workshop One,m1,陈国平,Chen Guoping,厂长,Director,yes,leader,3,9,24
workshop,,,,m2,林悦,Lin Yue,副厂长,Deputy director,no,leader,,,
workshop,,,,m3,周明德,Zhou Mingde,总工程师,Chief engineer,no,leader,,,
stores,workshop,仓储部,Stores,s1,何秀兰,He Xiulan,主任,Head,yes,leader,0,0,4
`;

/** The answers of voter `i`: mostly favourable, some unknown, nothing above the quota. */
export function answersOf(i) {
  const grades = ["good", "excellent", "good", "fair", "good", "excellent", "poor", "unknown", "good", "fair"];
  const overall = ["competent", "competent", "basic", "competent", "incompetent"];
  const team = Object.fromEntries(kScaleItems.map((item, j) => [item, grades[(i * 3 + j * (j + 1)) % grades.length]]));
  const members = kMembers.map((member, j) => [member, {
    conduct: grades[(i + j) % grades.length],
    performance: grades[(i * 7 + j * 2) % grades.length],
    overall: j === i % 3 && i % 2 === 0 ? "excellent" : overall[(i + j * 2) % overall.length],
  }]);
  return Object.fromEntries([["team", team], ...members]);
}

/** What the QR code of a slip leads to. */
export function linkOf(url, { manifest, round, part, category, secret }) {
  return `${url}/b#1.${Buffer.from(manifest, "hex").toString("base64url")}.${round}.${part}.${category}.${secret}`;
}
