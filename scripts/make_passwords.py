#!/usr/bin/env python3
"""Writes passwords/common.txt: what people choose, the most frequent first. The frequencies are those of the npm package
@zxcvbn-ts/language-common (MIT), the words of here are ours: made of what people in China are known to choose.

usage: npm pack @zxcvbn-ts/language-common && tar xzf *.tgz && scripts/make_passwords.py package/src/passwords.json > passwords/common.txt
"""
import itertools
import json
import sys

LOVE = "5201314 1314520 520 1314 7758521 5211314 520520 1314521 584520 woaini woaiwojia aini iloveyou woaini1314 woaini520".split()
LUCK = "168 888 666 999 518 8888 6666 9999 668 886 168168 518518 888888 666666 88888888 66666666 147258369 123654 159357".split()
PLATFORM = ("taobao tmall alipay zhifubao alibaba aliwangwang wangwang jingdong pinduoduo douyin weixin wechat weibo qq "
            "baidu xiaomi huawei dianpu maijia kefu shangjia wangdian dianshang zhanghao mima mimamima").split()
PINYIN = ("wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang song zheng xie han tang feng "
          "wangwei liwei zhangwei liqiang wangfang lina zhangmin lijing wangjing liuwei zhanglei wanglei lijie xiaoming xiaohong "
          "zhongguo beijing shanghai guangzhou shenzhen hangzhou chengdu nihao laopo laogong baobao baobei gongxi facai "
          "zhuanqian shengyi gongsi caiwu tiantian mingtian xiexie kuaile xingfu").split()
CHINESE = "我爱你 密码 我的密码 中国 你好 淘宝 天猫 客服 店铺 老板 恭喜发财 新年快乐 生日快乐 评理".split()
PHRASES = ("haohaoxuexi tiantianxiangshang gongxifacai xinniankuaile shengrikuaile yilufacai yilushunfeng yilupingan wanshiruyi "
           "xinxiangshicheng dajidali zhaocaijinbao caiyuanguangjin niannianyouyu yifanfengshun shishiruyi mashangfacai "
           "pingpinganan kuaikuailele zhongguojiayou jiayouzhongguo woaizhongguo wobuzhidao wobujide wodemima wangjimima "
           "mimashishenme woaibeijing tianxiadiyi tianxiawudi wojiushiwo woshishui woshilaoda woshilaoban ninhaoqin "
           "huanyingguanglin xiexieguanglin xiexieguangu yishengyishi shengshengshishi yongyuanaini woyongyuanaini wozuiaini "
           "zhiainiyige baitoudaolao tianchangdijiu jinshengjinshi baobeiaini laopowoaini laogongwoaini mamawoaini babawoaini "
           "xiwangmingtian mingtianhuigenghao buyaowenwo bugaosuni chenggongdelu nulifendou zhizuchangle shunqiziran suiyuanerwan "
           "nandehutu xuehaoshulihua").split()
PRODUCT = "pingli admin administrator root owner service support letmein changeme default secret test guest".split()


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        frequent = json.load(file)
    ours = [*PRODUCT, *LOVE, *LUCK, *PLATFORM, *CHINESE, *PINYIN,
            *(f"{name}{number}" for name, number in itertools.product(PINYIN[:27], ["520", "1314", "5201314", "123", "888"])),
            *PHRASES]
    print("# What people choose, the most frequent first; made by scripts/make_passwords.py. One a line, lower case.")
    print("# Most are of @zxcvbn-ts/language-common (MIT, see NOTICE). Add at the end what should be refused too.")
    seen = set()
    # Ours among the first: a list of the whole world places them lower than they are here.
    for word in [*frequent[:100], *ours, *frequent[100:]]:
        if word not in seen and not word.startswith("#"):
            seen.add(word)
            print(word)


if __name__ == "__main__":
    main()
