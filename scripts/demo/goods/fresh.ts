/** category | brand | Russian | Kazakh | English | sizes: labels, price in tenge, options; `kg 1150` is weighed (see read-goods.ts) */
export const freshGoods = `
milk | Жайлау | Молоко пастеризованное | Пастерленген сүт | Pasteurised milk | 2.5% 930ml 615; 3.2% 930ml 655; 3.2% 1.8l 1190
milk | Сүтбұлақ | Молоко ультрапастеризованное | Ультрапастерленген сүт | UHT milk | 1.5% 1l 580; 2.5% 1l 620; 3.2% 1l 660
milk | Луговая | Молоко топлёное | Пісірілген сүт | Baked milk | 4% 500ml 520
milk | Бабушкин двор | Сливки питьевые | Ауыз кілегей | Drinking cream | 10% 200ml 430; 20% 200ml 540
milk | Сүтбұлақ | Сливки для взбивания | Көпсітуге арналған кілегей | Whipping cream | 33% 500ml 1890
fermented | Жайлау | Кефир | Айран-кефир | Kefir | 1% 900ml 560; 2.5% 900ml 590; 2.5% 450ml 330
fermented | Жайлау | Айран | Айран | Ayran | 2% 500ml 390; 2% 1l 690
fermented | Сары-Арқа | Кумыс | Қымыз | Kumis | 500ml 1150; 1l 2100
fermented | Сары-Арқа | Шубат | Шұбат | Shubat | 500ml 1390
fermented | Сүтбұлақ | Сметана | Қаймақ | Sour cream | 15% 350g 720; 20% 350g 790
fermented | Бабушкин двор | Ряженка | Қатық | Ryazhenka | 4% 450ml 480
fermented | Луговая | Творог | Ірімшік (творог) | Cottage cheese | 5% 200g 690; 9% 200g 740; 9% 400g 1350
yoghurt | Сүтбұлақ | Йогурт питьевой клубника | Құлпынай қосылған ауыз йогурт | Strawberry drinking yoghurt | 290ml 360; 750ml 790
yoghurt | Сүтбұлақ | Йогурт питьевой персик | Шабдалы қосылған ауыз йогурт | Peach drinking yoghurt | 290ml 360; 750ml 790
yoghurt | Луговая | Йогурт греческий | Грек йогурты | Greek yoghurt | 2% 130g 390 tag=yellow
yoghurt | Бабушкин двор | Сырок глазированный ваниль | Ванильді глазурьлі ірімшік | Glazed curd bar, vanilla | 40g 210
yoghurt | Бабушкин двор | Сырок глазированный сгущёнка | Қойытылған сүтті глазурьлі ірімшік | Glazed curd bar, condensed milk | 40g 220
yoghurt | Балдырған | Творожок детский банан | Бананды балалар ірімшігі | Children's curd, banana | 100g 290
butter-cheese | Жайлау | Масло сливочное | Сары май | Butter | 72.5% 180g 1190; 82.5% 180g 1390; 82.5% 400g 2890
butter-cheese | Сары-Арқа | Курт солёный | Тұзды құрт | Salted kurt | 100g 690; 200g 1290
butter-cheese | Луговая | Сыр плавленый сливочный | Кілегейлі балқытылған ірімшік | Processed cream cheese | 200g 990
butter-cheese | Сүтбұлақ | Сыр сулугуни | Сулугуни ірімшігі | Suluguni cheese | 300g 1790
butter-cheese | - | Сыр голландский весовой | Голланд ірімшігі, салмақпен | Dutch cheese, loose | kg 4990
butter-cheese | - | Сыр российский весовой | Ресей ірімшігі, салмақпен | Rossiysky cheese, loose | kg 4690
butter-cheese | - | Брынза весовая | Брынза, салмақпен | Brynza, loose | kg 3990
eggs | Қарлығаш | Яйцо куриное С1 | Тауық жұмыртқасы С1 | Hen eggs C1 | x10 690; x30 1990
eggs | Қарлығаш | Яйцо куриное С0 | Тауық жұмыртқасы С0 | Hen eggs C0 | x10 790
eggs | Қарлығаш | Яйцо перепелиное | Бөдене жұмыртқасы | Quail eggs | x20 890
bread | Ақ Нан | Хлеб социальный формовой | Әлеуметтік қалып нан | Social tin loaf | 600g 175 nodiscount
bread | Ақ Нан | Батон нарезной | Кесілген батон | Sliced white loaf | 380g 290
bread | Ақ Нан | Хлеб бородинский | Бородино наны | Borodinsky rye bread | 400g 390
bread | Ақ Нан | Хлеб тостовый пшеничный | Бидай тост наны | Wheat toast bread | 500g 590
bread | Көктем | Лепёшка тандырная | Тандыр нан | Tandoor flatbread | 300g 250
bread | Көктем | Багет французский | Француз багеті | French baguette | 250g 320
bread | Алтын Дән | Лаваш тонкий | Жұқа лаваш | Thin lavash | 200g 280
bread | Алтын Дән | Хлебцы ржаные | Қара бидай қытырлақ нан | Rye crispbread | 100g 450
pastry | Көктем | Баурсаки | Бауырсақ | Baursaks | 300g 690; 500g 1090
pastry | Көктем | Самса с говядиной | Сиыр еті қосылған самса | Beef samsa | 150g 590
pastry | Көктем | Самса с курицей | Тауық еті қосылған самса | Chicken samsa | 150g 520
pastry | Көктем | Круассан с шоколадом | Шоколадты круассан | Chocolate croissant | 80g 390 tag=yellow
pastry | Көктем | Булочка с маком | Көкнәр қосылған тоқаш | Poppy-seed bun | 90g 260
pastry | Көктем | Чак-чак | Шақ-шақ | Chak-chak | 350g 1490
pastry | Ақ Нан | Рулет бисквитный | Бисквит орамасы | Sponge roll | 300g 890
meat | - | Говядина мякоть | Сиыр етінің жұмсақ жері | Beef, boneless | kg 3990
meat | - | Говядина на кости | Сүйегі бар сиыр еті | Beef on the bone | kg 3190
meat | - | Баранина лопатка | Қой етінің жауырыны | Mutton shoulder | kg 3690
meat | - | Конина мякоть | Жылқы етінің жұмсақ жері | Horse meat, boneless | kg 4290
meat | - | Казы домашняя | Үй қазысы | Homemade kazy | kg 6990
meat | - | Фарш домашний | Үй турамасы | Mixed mince | kg 3290
meat | - | Свинина шея | Шошқа мойны | Pork neck | kg 3490
poultry | Қарлығаш | Окорочка куриные охлаждённые | Салқындатылған тауық сандары | Chilled chicken legs | 900g 1590
poultry | Қарлығаш | Филе куриное охлаждённое | Салқындатылған тауық филесі | Chilled chicken fillet | 700g 1990
poultry | - | Курица тушка | Тұтас тауық | Whole chicken | kg 1490
poultry | - | Индейка филе | Күркетауық филесі | Turkey fillet | kg 3590
sausage | Алатау | Колбаса варёная докторская | Пісірілген «Доктор» шұжығы | Doktorskaya boiled sausage | 500g 1990
sausage | Алатау | Сосиски сливочные | Кілегейлі сосиска | Cream frankfurters | 450g 1590
sausage | Алатау | Колбаса полукопчёная сервелат | Жартылай ысталған сервелат | Cervelat sausage | 350g 2190
sausage | Сары-Арқа | Шужык конский | Жылқы шұжығы | Horse-meat shuzhyk | 400g 3290
sausage | Бабушкин двор | Бекон сырокопчёный | Шикі ысталған бекон | Smoked bacon | 180g 1690
sausage | - | Ветчина весовая | Сан еті, салмақпен | Ham, loose | kg 3990
fish | Океан | Сельдь слабосолёная филе | Аз тұздалған майшабақ филесі | Lightly salted herring fillet | 250g 1290
fish | Океан | Сёмга слабосолёная | Аз тұздалған ақсерке | Lightly salted salmon | 150g 2990
fish | Арал | Судак филе замороженное | Мұздатылған көксерке филесі | Frozen pike-perch fillet | 800g 2690
fish | Арал | Сазан вяленый | Кептірілген сазан | Dried carp | 200g 1490
fish | Океан | Крабовые палочки | Шаян таяқшалары | Surimi sticks | 240g 790
fish | - | Скумбрия копчёная | Ысталған скумбрия | Smoked mackerel | kg 3890
fish | - | Карп живой | Тірі тұқы | Live carp | kg 2190
vegetables | - | Картофель | Картоп | Potatoes | kg 260
vegetables | - | Морковь | Сәбіз | Carrots | kg 240
vegetables | - | Лук репчатый | Пияз | Onions | kg 190
vegetables | - | Капуста белокочанная | Ақ қырыққабат | White cabbage | kg 210
vegetables | - | Свёкла | Қызылша | Beetroot | kg 230
vegetables | - | Томаты розовые | Қызғылт қызанақ | Pink tomatoes | kg 1190
vegetables | - | Огурцы короткоплодные | Қысқа қияр | Short cucumbers | kg 990
vegetables | - | Перец болгарский | Болгар бұрышы | Bell peppers | kg 1490
vegetables | - | Баклажаны | Баялды | Aubergines | kg 890
vegetables | - | Чеснок | Сарымсақ | Garlic | kg 1690
vegetables | - | Тыква | Асқабақ | Pumpkin | kg 220
vegetables | Жетісу | Зелень укроп и петрушка | Аскөк пен ақжелкен | Dill and parsley | 50g 190
vegetables | Жетісу | Салат айсберг | Айсберг салаты | Iceberg lettuce | x1 790
vegetables | Жетісу | Шампиньоны свежие | Балғын қозықұйрық | Fresh champignons | 400g 1090
fruit | - | Яблоки апорт | Апорт алмасы | Aport apples | kg 1290
fruit | - | Яблоки голден | Голден алмасы | Golden apples | kg 790
fruit | - | Бананы | Банан | Bananas | kg 890
fruit | - | Апельсины | Апельсин | Oranges | kg 1090 season=winter
fruit | - | Мандарины | Мандарин | Mandarins | kg 1190 season=winter
fruit | - | Лимоны | Лимон | Lemons | kg 1390 season=winter
fruit | - | Виноград кишмиш | Кишмиш жүзімі | Kishmish grapes | kg 1590
fruit | - | Гранаты | Анар | Pomegranates | kg 1490
fruit | - | Хурма | Құрма | Persimmons | kg 1290
fruit | - | Груши конференция | Конференция алмұрты | Conference pears | kg 1390
fruit | - | Дыня торпеда | Торпеда қауыны | Torpedo melon | kg 490
fruit | Жетісу | Киви в лотке | Науашадағы киви | Kiwi, tray | 500g 990
dried | - | Курага | Өрік қағы | Dried apricots | kg 3290
dried | - | Изюм чёрный | Қара мейіз | Black raisins | kg 2490
dried | - | Грецкий орех очищенный | Тазартылған грек жаңғағы | Shelled walnuts | kg 4990
dried | - | Арахис жареный | Қуырылған жержаңғақ | Roasted peanuts | kg 1990
dried | Тәтті Дүние | Миндаль жареный | Қуырылған бадам | Roasted almonds | 150g 1490
dried | Тәтті Дүние | Кешью | Кешью | Cashews | 150g 1590
`;
