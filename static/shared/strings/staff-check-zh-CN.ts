// What the console says of how a round is checked, in Chinese. The same keys as staff-check-en.ts; the compiler checks it.
import type { CheckWords } from "./staff-check-en";

export const check_zh_cn: CheckWords = {
  questionnaire: {
    title: "问卷",
    size: (sections, questions) => `共${sections}个部分、${questions}道题。`,
    text: "题目、量表、参评人员、单位和规则都可以在网页上编辑，边改边预览作答人看到的页面。",
    design: "设计问卷",
    units: "编辑单位和成员",
  },

  states: {
    uninvited: "这轮测评是草稿，还没有邀请任何人。",
    opening: "正在开启：服务器正在生成密钥。",
    casts_until: (since, until) => `自${since}起不能再领取；此前已领取的人可在${until}之前提交。`,
    unsealed: "测评已结束。请接着封存：封存之后任何人都能核对计票，结果才可以公布。",
    sealed: "测评已结束并封存。目前只有组织者和管理员能看到结果。",
  },

  facts: {
    codes_by: "邀请码生成方", codes_by_server: "服务器", codes_by_registrar: "登记员",
    casts_until: "提交截止", retain: "答案保存至", sealed: "封存时间", purged: "答案销毁时间",
  },

  times: {
    grace: "截止后的宽限（小时）",
    grace_hint: "截止前已领取邀请码的人，在此期间仍可提交。0至168小时。",
    grace_wrong: "请输入0至168的整数。",
    retain: "答案保存至",
    retain_hint: "到期销毁，作答前会告知参加者。不填：截止后（未定截止时间的，开启后）保存180天。",
    retain_open_hint: "参加者已看到这个日期：可以提前，不能推后。",
    retain_early: "答案至少要保存到测评结束。",
    retain_later: "测评开启后，答案只能提前销毁，不能延长保存。",
  },

  fingerprint: {
    text: "指纹（M）代表本轮测评的全部问题、单位、规则和名单。事后只要改动任何一处，指纹就不同。",
    advice: "请在发出第一份邀请之前完成：",
    steps: [
      "交给监票人，最好用纸面并签字。",
      "放到服务器管理者无法改动的地方：公告栏、会议记录、律师处。",
      "邀请码上印有指纹，请参加者自行核对。",
    ],
    download: "下载 manifest.json",
    public_page: "本轮测评的公开页面",
    public_hint: "公示指纹；封存之后，每个人都可以在此查验自己的票是否计入。",
  },

  seal: {
    title: "封存",
    lead: "封存即固定全部已投的票，本轮测评到此为止：",
    steps: [
      "生成凭证和回执的密钥予以销毁。此后任何人都不能增加、改动或抽走一张票。",
      "签署并公布全部测评票的清单，其中不含答案；每个人都可以查验自己的票是否在内。",
      "监票人随后可以独立复核计票。",
    ],
    start: "封存……",
    dialog: (title) => `封存“${title}”？`,
    text: "密钥将被销毁，不能撤销。",
    clocks_note: (now) => `您的电脑显示现在是${now}，服务器会与自己的时钟核对。`,
    confirm: "销毁密钥并封存",
    done: "测评已封存，现在可以公布结果。",
    clocks: (apart) => `服务器与您的电脑时间相差${apart}，最多允许相差五分钟。请先校准时间再封存，以免有人被提前拒之门外。现在尚未封存。`,
    clocks_any: "服务器与您的电脑时间相差超过五分钟。请先校准时间再封存，以免有人被提前拒之门外。现在尚未封存。",
    duration: (hours, minutes) => (hours > 0 ? `${hours}小时${minutes}分钟` : `${minutes}分钟`),
    release_after: "封存之后才能查看和公布结果。",
    sealed_on: (when) => `已于${when}封存，密钥已销毁。`,
  },

  record: {
    title: "核对计票",
    bundle: "监票资料包",
    bundle_text: "包含每一张测评票和每一个已领取的邀请码，但不含姓名。每次下载均有记录。",
    bundle_private: "持有者能看到完整的测评票；若与登记员串通，还能知道谁参加了测评。请加密保存，异议期满后销毁。",
    bundle_download: "下载监票资料包（zip）",
    bundle_who: "只有监票人账号可以下载，使组织者看不到测评票。请在“账号”中指定监票人。",
    verify: "请运行以下命令核对，其中的 M 换成开启时交给您的指纹，不要用本页显示的：",
    public: "公开记录",
    public_text: "任何人都可以在公开页面下载，并查验自己的票是否计入。",
    public_later: "测评票清单现已公布在公开页面上，完整的公开记录随结果一并公布。",
    public_link: "前往公开页面",
  },

  rehearse: {
    title: "演练",
    lead: "用虚构的参加者按真实流程走一遍：生成密钥、发码、作答、封存、计票、核对。全程不留任何数据。",
    start: "开始演练",
    too_large: "本轮测评规模较大，在服务器上演练会影响他人使用。请下载测评文件，在自己的电脑上演练：",
    running: "正在演练，单位较多时需要几分钟……",
    passed: "演练通过，各项检查均正常。",
    failed: (n) => `演练中有${n}项检查未通过。`,
    summary: (ballots, comments, seconds) => `共${ballots}张测评票、${comments}条意见，用时${seconds}秒。未保留任何数据。`,
    caption: "演练检查结果",
    checks: (n) => `${n}项检查`,
    check: "检查项目", result: "结果", detail: "说明",
    ok: "正常", bad: "未通过",
  },
};
