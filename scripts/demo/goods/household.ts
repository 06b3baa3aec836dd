/** category | brand | Russian | Kazakh | English | sizes (see read-goods.ts) */
export const householdGoods = `
laundry | Тазалық | Порошок стиральный автомат | Автомат кір ұнтағы | Washing powder, automatic | 450g 690; 3kg 3290; 6kg 5990
laundry | Чистый дом | Гель для стирки цветного белья | Түрлі түсті киімге арналған гель | Colour laundry gel | 1l 2290; 2l 3990
laundry | Чистый дом | Капсулы для стирки | Кір жуу капсулалары | Laundry capsules | x15 3490
laundry | Чистый дом | Кондиционер для белья | Киім шайғыш | Fabric softener | 1l 1490
laundry | Тазалық | Мыло хозяйственное | Кір сабын | Laundry soap | 200g 210
laundry | Чистый дом | Пятновыводитель | Дақ кетіргіш | Stain remover | 500ml 1390
cleaning | Тазалық | Средство для мытья посуды лимон | Лимон иісті ыдыс жуғыш | Washing-up liquid, lemon | 500ml 690; 900ml 990
cleaning | Тазалық | Средство для мытья посуды алоэ | Алоэ иісті ыдыс жуғыш | Washing-up liquid, aloe | 500ml 690
cleaning | Чистый дом | Таблетки для посудомоечной машины | Ыдыс жуғыш машинаға арналған таблетка | Dishwasher tablets | x30 3990
cleaning | Чистый дом | Средство чистящее для кухни | Ас үйге арналған тазартқыш | Kitchen cleaner | 500ml 1190
cleaning | Чистый дом | Гель для унитаза | Унитазға арналған гель | Toilet gel | 750ml 990
cleaning | Тазалық | Средство для стёкол | Әйнек жуғыш | Glass cleaner | 500ml 790
cleaning | Тазалық | Отбеливатель | Ағартқыш | Bleach | 1l 450
paper | Еділ | Бумага туалетная двухслойная | Екі қабатты дәретхана қағазы | Toilet paper, 2 ply | x4 690; x12 1890
paper | Еділ | Полотенца бумажные | Қағаз сүлгі | Kitchen towels | x2 790
paper | Еділ | Салфетки бумажные | Қағаз майлық | Paper napkins | x100 350
paper | Тазалық | Губки для посуды | Ыдыс жуатын губка | Washing-up sponges | x5 390
paper | Тазалық | Мешки для мусора 35 л | 35 л қоқыс қаптары | Bin liners 35 l | x30 690
paper | Тазалық | Фольга пищевая | Тағам фольгасы | Kitchen foil | x1 690
paper | Тазалық | Плёнка пищевая | Тағам үлдірі | Cling film | x1 590
paper | Көктем | Свечи для торта | Торт шырақтары | Birthday candles | x12 390
hygiene | Алатау | Шампунь для всех типов волос | Барлық шаш түріне арналған сусабын | Shampoo for all hair types | 250ml 1190; 400ml 1690
hygiene | Алатау | Бальзам для волос | Шаш бальзамы | Hair conditioner | 250ml 1190
hygiene | Алатау | Гель для душа | Душ гелі | Shower gel | 250ml 990
hygiene | Алатау | Мыло жидкое | Сұйық сабын | Liquid soap | 500ml 790
hygiene | Алатау | Мыло туалетное ромашка | Түймедақты иіс сабын | Camomile soap | 90g 250
hygiene | Шымбұлақ | Паста зубная мятная | Жалбызды тіс пастасы | Mint toothpaste | 75ml 790; 100ml 990
hygiene | Шымбұлақ | Щётка зубная средней жёсткости | Қаттылығы орташа тіс щёткасы | Toothbrush, medium | x1 690
hygiene | Алатау | Дезодорант-спрей | Дезодорант-спрей | Deodorant spray | 150ml 1490
hygiene | Алатау | Крем для рук | Қолға арналған крем | Hand cream | 75ml 690
hygiene | Еділ | Салфетки влажные | Ылғал майлық | Wet wipes | x72 690
hygiene | Еділ | Прокладки нормал | Қалыпты гигиеналық төсемдер | Sanitary pads, normal | x10 790
hygiene | Шымбұлақ | Станок бритвенный одноразовый | Бір реттік ұстара | Disposable razors | x5 1290
baby-food | Кроха | Пюре яблочное | Алма езбесі | Apple purée | 90g 320; 190g 490
baby-food | Кроха | Пюре мясное говядина | Сиыр еті езбесі | Beef purée | 80g 590
baby-food | Балдырған | Каша молочная гречневая | Сүтті қарақұмық ботқасы | Buckwheat milk porridge | 200g 1190
baby-food | Балдырған | Сок детский яблоко-груша | Балаларға арналған алма-алмұрт шырыны | Baby juice, apple and pear | 200ml 320
baby-food | Балдырған | Печенье детское | Балалар печеньесі | Baby biscuits | 180g 690
infant-formula | Кроха | Смесь молочная 1 (с рождения) | Сүт қоспасы 1 (туғаннан) | Infant formula 1 (from birth) | 400g 4590 nodiscount noaccrual; 800g 8490 nodiscount noaccrual
infant-formula | Кроха | Смесь молочная 2 (с 6 месяцев) | Сүт қоспасы 2 (6 айдан) | Follow-on formula 2 (from 6 months) | 400g 4390 nodiscount noaccrual
diapers | Балдырған | Подгузники размер 3 | Жаялық, 3-өлшем | Nappies size 3 | x28 3490; x64 6990
diapers | Балдырған | Подгузники размер 4 | Жаялық, 4-өлшем | Nappies size 4 | x24 3490; x58 6990
diapers | Балдырған | Трусики-подгузники размер 5 | Жаялық-трусик, 5-өлшем | Nappy pants size 5 | x42 6490
diapers | Кроха | Салфетки влажные детские | Балаларға арналған ылғал майлық | Baby wipes | x64 890
diapers | Кроха | Крем под подгузник | Жаялық кремі | Nappy cream | 75ml 1290
pets | Хвостик | Корм для кошек влажный курица | Мысыққа арналған ылғал жем, тауық | Wet cat food, chicken | 85g 290
pets | Хвостик | Корм для кошек сухой | Мысыққа арналған құрғақ жем | Dry cat food | 400g 1290; 2kg 5490
pets | Хвостик | Корм для собак сухой | Итке арналған құрғақ жем | Dry dog food | 3kg 6990
pets | Хвостик | Наполнитель для кошачьего туалета | Мысық дәретханасына толтырғыш | Cat litter | 5l 2190
beer | Көк Төбе | Пиво светлое | Ақшыл сыра | Lager | 4.7% 500ml 490 min390; 4.7% 1l 850 min690
beer | Көк Төбе | Пиво безалкогольное | Алкогольсіз сыра | Alcohol-free beer | 500ml 450
beer | Волжанка | Пиво тёмное | Қара сыра | Dark beer | 5.2% 450ml 590 min450
wine | Жетісу | Вино красное сухое саперави | Саперави құрғақ қызыл шарабы | Saperavi dry red wine | 750ml 2790 min1500
wine | Жетісу | Вино белое полусладкое рислинг | Рислинг жартылай тәтті ақ шарабы | Riesling semi-sweet white wine | 750ml 2590 min1500
wine | Старый погреб | Вино игристое полусладкое | Жартылай тәтті көпіршікті шарап | Semi-sweet sparkling wine | 750ml 3490 min1900
spirits | Ақ Сұңқар | Водка классическая | Классикалық арақ | Classic vodka | 40% 500ml 2990 min2750; 40% 700ml 4090 min3850
spirits | Старый погреб | Водка пшеничная | Бидай арағы | Wheat vodka | 40% 500ml 3190 min2750
spirits | Старый погреб | Коньяк трёхлетний | Үш жылдық коньяк | Three-year-old brandy | 40% 500ml 4990 min4300
spirits | Старый погреб | Виски купажированный | Купаждалған виски | Blended whisky | 40% 700ml 9990 min6500
tobacco | Сибирский табак | Сигареты классические | Классикалық темекі | Cigarettes, classic | x20 1150 min1100 nodiscount noaccrual noredemption
tobacco | Сибирский табак | Сигареты лёгкие | Жеңіл темекі | Cigarettes, light | x20 1190 min1100 nodiscount noaccrual noredemption
tobacco | Сибирский табак | Сигареты тонкие | Жіңішке темекі | Cigarettes, slim | x20 1250 min1100 nodiscount noaccrual noredemption
tobacco | Сибирский табак | Стики табачные | Темекі стиктері | Tobacco sticks | x20 1390 min1300 nodiscount noaccrual noredemption
services | Көктем | Пакет-майка | Майка-пакет | Carrier bag | x1 35 nodiscount noaccrual
services | Көктем | Пакет большой крафтовый | Үлкен крафт пакет | Large paper bag | x1 120 nodiscount noaccrual
services | Көктем | Сумка многоразовая | Көп реттік сөмке | Reusable bag | x1 990
services | Көктем | Пополнение транспортной карты | Көлік картасын толтыру | Transit card top-up | x1 1000 nodiscount noaccrual noredemption
services | Көктем | Подарочная карта | Сыйлық картасы | Gift card | x1 10000 nodiscount noaccrual noredemption
services | Көктем | Доставка курьером | Курьермен жеткізу | Courier delivery | x1 990 delivery
paper | Көктем | Кружка «Көктем» | «Көктем» кесесі | Köktem mug | x1 1490
`;
